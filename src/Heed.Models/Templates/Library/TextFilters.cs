using System.Text;
using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.FilterTable;

namespace Heed.Models.Templates.Library;

/// <summary>Filters on text; what is no text is printed first.</summary>
internal static class TextFilters
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["upper"] = Of((state, value) => Printing.Text(state, value).ToUpperInvariant()),
        ["lower"] = Of((state, value) => Printing.Text(state, value).ToLowerInvariant()),
        ["capitalize"] = Of((state, value) => TextCase.Capitalized(Printing.Text(state, value))),
        ["title"] = Of((state, value) => TextCase.Headline(Printing.Text(state, value))),
        ["trim"] = Of(Signature.Of().With("chars", null), (state, value, p)
            => Trimming.Both(state, "trim", Printing.Text(state, value), p[0])),
        // Nothing is escaped, so nothing has to be marked as safe.
        ["safe"] = Of((state, value) => Printing.Text(state, value)),
        ["string"] = Of((state, value) => Printing.Text(state, value)),
        ["replace"] = Of(Signature.Of("old", "new").With("count", null), (state, value, p) => TextSearch.Replaced(
            state, Printing.Text(state, value), Printing.Text(state, p[0]), Printing.Text(state, p[1]), p[2] is null ? -1
                : Kind.Whole(state, "replace: count", p[2]))),
        ["indent"] = Of(Signature.Of().With("width", 4L).With("first", false).With("blank", false), Indent),
        ["center"] = Of(Signature.Of().With("width", 80L), (state, value, p)
            => Padding.Center(state, Printing.Text(state, value), Kind.Whole(state, "center: width", p[0]), " ")),
        ["wordcount"] = Of((state, value) => (long)Trimming.Words(Printing.Text(state, value)).Length),
        ["truncate"] = Of(Signature.Of().With("length", 255L).With("killwords", false).With("end", "...").With("leeway", 5L), Truncate),
    };

    private static object? Indent(RenderState state, object? value, object?[] p)
    {
        string text = Printing.Text(state, value);
        string indent = p[0] as string ?? (string)StringMethods.Repeat(state, " ", Kind.Whole(state, "indent: width", p[0]));
        bool first = Kind.IsTrue(p[1]), blank = Kind.IsTrue(p[2]);
        string[] lines = text.Split('\n');
        var output = new StringBuilder();
        state.Text(text.Length + ((long)lines.Length * indent.Length));
        for (int i = 0; i < lines.Length; i++)
        {
            if (i > 0) output.Append('\n');
            if (i == 0 ? first : blank || lines[i].Length > 0) output.Append(indent);
            output.Append(lines[i]);
        }
        return output.ToString();
    }

    private static object? Truncate(RenderState state, object? value, object?[] p)
    {
        string[] points = CodePoints.Split(Printing.Text(state, value));
        string end = Printing.Text(state, p[2]);
        long length = Kind.Whole(state, "truncate: length", p[0]), room = length - CodePoints.Count(end);
        if (room < 0) throw state.Error($"truncate: expected a length of at least {CodePoints.Count(end)}, that of the end; got {length}.");
        if (points.Length <= length + Kind.Whole(state, "truncate: leeway", p[3])) return string.Concat(points);
        string kept = string.Concat(points[..(int)room]);
        if (!Kind.IsTrue(p[1]) && kept.LastIndexOf(' ') is >= 0 and var space) kept = kept[..space];
        return kept + end;
    }
}
