using Heed.Models.Templates.Library;
using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Nunjucks.ScriptMembers;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Methods of texts.</summary>
internal static class ScriptTextMethods
{
    private static readonly Dictionary<string, Func<RenderState, string, Arguments, object?>> _methods = new(StringComparer.Ordinal)
    {
        ["toString"] = (_, text, _) => text,
        ["toUpperCase"] = (_, text, _) => text.ToUpperInvariant(),
        ["toLowerCase"] = (_, text, _) => text.ToLowerInvariant(),
        ["trim"] = (_, text, _) => text.Trim(),
        ["trimStart"] = (_, text, _) => text.TrimStart(),
        ["trimEnd"] = (_, text, _) => text.TrimEnd(),
        ["includes"] = (s, text, a) => text.Contains(Text(s, a, 0), StringComparison.Ordinal),
        ["startsWith"] = (s, text, a) => text.StartsWith(Text(s, a, 0), StringComparison.Ordinal),
        ["endsWith"] = (s, text, a) => text.EndsWith(Text(s, a, 0), StringComparison.Ordinal),
        ["indexOf"] = (s, text, a) => (long)text.IndexOf(Text(s, a, 0), StringComparison.Ordinal),
        ["lastIndexOf"] = (s, text, a) => (long)text.LastIndexOf(Text(s, a, 0), StringComparison.Ordinal),
        ["charAt"] = (s, text, a) => Place(s, a, 0, text.Length, 0) is var at && at < text.Length ? text[at].ToString() : "",
        ["slice"] = (s, text, a) => Cut(text, Place(s, a, 0, text.Length, 0), Place(s, a, 1, text.Length, text.Length)),
        ["substring"] = Substring,
        ["split"] = Split,
        ["replace"] = (s, text, a) => TextSearch.Replaced(s, text, Text(s, a, 0), Text(s, a, 1), 1),
        ["replaceAll"] = (s, text, a) => TextSearch.Replaced(s, text, Text(s, a, 0), Text(s, a, 1), -1),
        ["concat"] = (s, text, a) => s.Made(text + ScriptValues.Joined(s, a.Places, "")),
        ["repeat"] = (s, text, a) => StringMethods.Repeat(s, text, Place(s, a, 0, int.MaxValue, 0)),
        ["padStart"] = (s, text, a) => Padding.Side(s, text, Place(s, a, 0, int.MaxValue, 0), Text(s, a, 1, " "), onLeft: true),
        ["padEnd"] = (s, text, a) => Padding.Side(s, text, Place(s, a, 0, int.MaxValue, 0), Text(s, a, 1, " "), onLeft: false),
    };

    /// <summary>A method; null for none of that name.</summary>
    public static FunctionValue? Find(string text, string name) => _methods.TryGetValue(name, out var method)
        ? new FunctionValue(name, (state, arguments) =>
        {
            state.Text(text.Length);
            return method(state, text, arguments);
        })
        : null;

    private static string Cut(string text, int start, int end) => start < end ? text[start..end] : "";

    private static string Substring(RenderState state, string text, Arguments arguments)
    {
        int At(int which, int otherwise) => arguments.Places.Count <= which ? otherwise
            : ScriptValues.Number(state, arguments.Places[which]) is var number && double.IsNaN(number) ? 0 : (int)Math.Clamp(number, 0, text.Length);
        (int start, int end) = (At(0, 0), At(1, text.Length));
        return Cut(text, Math.Min(start, end), Math.Max(start, end));
    }

    private static ListValue Split(RenderState state, string text, Arguments arguments)
    {
        if (arguments.Places.Count == 0) return new ListValue([text]);
        string between = Text(state, arguments, 0);
        return between.Length == 0 ? new ListValue([.. text.Select(unit => unit.ToString())])
            : TextSearch.Split(state, text, between, -1, fromEnd: false);
    }
}
