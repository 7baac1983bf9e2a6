using System.Text;
using Heed.Prompts.Scripts.Values;
using Heed.Prompts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>What texts can do.</summary>
internal static class TextLibrary
{
    /// <summary>Their methods; those with regular expressions are in <see cref="TextPatterns"/>.</summary>
    public static Dictionary<string, ScriptFunction> Methods { get; } = Function.Table(
    [
        Of("includes", (state, text, a) => text.IndexOf(Sought(state, a), From(state, text, a), StringComparison.Ordinal) >= 0),
        Of("startsWith", (state, text, a) => text.AsSpan(From(state, text, a)).StartsWith(Sought(state, a), StringComparison.Ordinal)),
        Of("endsWith", (state, text, a)
            => text.AsSpan(0, Function.Place(Math.Max(0, a.Whole(state, 1, text.Length)), text.Length)).EndsWith(Sought(state, a), StringComparison.Ordinal)),
        Of("indexOf", (state, text, a) => (double)text.IndexOf(a.Text(state, 0), From(state, text, a), StringComparison.Ordinal)),
        Of("lastIndexOf", (state, text, a) => (double)LastIndex(text, a.Text(state, 0), a.Whole(state, 1, double.PositiveInfinity))),
        Of("toLowerCase", (state, text, _) => state.Made(TextCase.Lower(text))), Of("toUpperCase", (state, text, _) => state.Made(TextCase.Upper(text))),
        Of("toLocaleLowerCase", (state, text, _) => state.Made(TextCase.Lower(text))),
        Of("toLocaleUpperCase", (state, text, _) => state.Made(TextCase.Upper(text))),
        Of("trim", (_, text, _) => TrimEnd(TrimStart(text))), Of("trimStart", (_, text, _) => TrimStart(text)), Of("trimEnd", (_, text, _) => TrimEnd(text)),
        Of("slice", (state, text, a) => Cut(
            state, text, Function.Place(a.Whole(state, 0, 0), text.Length), Function.Place(a.Whole(state, 1, text.Length), text.Length))),
        Of("substring", (state, text, a) =>
        {
            int first = Function.Place(Math.Max(0, a.Whole(state, 0, 0)), text.Length);
            int second = Function.Place(Math.Max(0, a.Whole(state, 1, text.Length)), text.Length);
            return Cut(state, text, Math.Min(first, second), Math.Max(first, second));
        }),
        Of("substr", (state, text, a) =>
        {
            int first = Function.Place(a.Whole(state, 0, 0), text.Length);
            return Cut(state, text, first, Function.Place(Math.Max(0, first + a.Whole(state, 1, text.Length)), text.Length));
        }),
        Of("charAt", (state, text, a) => a.Whole(state, 0, 0) is var i && i >= 0 && i < text.Length ? text[(int)i].ToString() : ""),
        Of("at", (state, text, a) => a.Whole(state, 0, 0) is var i && (i < 0 ? i + text.Length : i) is var place && place >= 0 && place < text.Length
            ? text[(int)place].ToString() : Undefined.Value),
        Of("charCodeAt", (state, text, a) => a.Whole(state, 0, 0) is var i && i >= 0 && i < text.Length ? text[(int)i] : double.NaN),
        Of("codePointAt", (state, text, a) => a.Whole(state, 0, 0) is var i && i >= 0 && i < text.Length ? (double)CodePoint(text, (int)i) : Undefined.Value),
        Of("padStart", (state, text, a) => Pad(state, text, a) + text), Of("padEnd", (state, text, a) => text + Pad(state, text, a)),
        Of("repeat", Repeat),
        Of("concat", (state, text, a) =>
        {
            string[] parts = [text, .. a.Select(part => ScriptValue.Text(state, part))];
            state.Charge(parts.Sum(part => (long)part.Length));
            return string.Concat(parts);
        }),
        // Letters first without their case, then small before capital.
        Of("localeCompare", (state, text, a) => (double)Math.Sign(
            string.Compare(text, a.Text(state, 0), StringComparison.OrdinalIgnoreCase) is var order and not 0 ? order
                : -string.CompareOrdinal(text, a.Text(state, 0)))),
        Of("normalize", (_, text, _) => text.All(char.IsAscii) ? text : throw ErrorValues.Range("normalize: Heed normalizes plain ASCII alone")),
        Of("toString", (_, text, _) => text), Of("valueOf", (_, text, _) => text),
        .. TextPatterns.Methods,
    ]);

    /// <summary>A method on texts.</summary>
    public static ScriptFunction Of(string name, Func<ScriptState, string, object?[], object?> call)
        => Function.Of(name, (state, self, arguments) =>
        {
            string text = ScriptValue.Text(state, self);
            state.Work(text.Length);
            return call(state, text, arguments);
        });

    private static string Sought(ScriptState state, object?[] arguments)
        => arguments.At(0) is not ScriptPattern ? arguments.Text(state, 0)
            : throw ErrorValues.Type("expected a text; got a regular expression, whose test is meant");

    private static int From(ScriptState state, string text, object?[] arguments) => Function.Place(Math.Max(0, arguments.Whole(state, 1, 0)), text.Length);

    private static int LastIndex(string text, string sought, double from)
    {
        int start = (int)Math.Clamp(from, 0, Math.Max(0, text.Length - sought.Length));
        for (int i = Math.Min(start, text.Length - sought.Length); i >= 0; i--)
            if (string.CompareOrdinal(text, i, sought, 0, sought.Length) == 0) return i;
        return -1;
    }

    private static string Cut(ScriptState state, string text, int from, int to) => from >= to ? "" : state.Made(text[from..to]);

    private static string TrimStart(string text) => text.TrimStart().TrimStart('\ufeff');

    private static string TrimEnd(string text) => text.TrimEnd().TrimEnd('\ufeff');

    private static int CodePoint(string text, int place)
        => char.IsHighSurrogate(text[place]) && place + 1 < text.Length && char.IsLowSurrogate(text[place + 1])
            ? char.ConvertToUtf32(text, place) : text[place];

    private static string Pad(ScriptState state, string text, object?[] arguments)
    {
        double missing = arguments.Whole(state, 0, 0) - text.Length;
        string filler = arguments.At(1) is Undefined ? " " : arguments.Text(state, 1);
        if (missing <= 0 || filler.Length == 0) return "";
        state.Charge((long)Math.Min(missing, 1e15));
        var pad = new StringBuilder();
        while (pad.Length < missing) pad.Append(filler);
        return pad.ToString(0, (int)missing);
    }

    private static object? Repeat(ScriptState state, string text, object?[] arguments)
    {
        double count = arguments.Whole(state, 0, 0);
        if (count < 0 || double.IsInfinity(count)) throw ErrorValues.Range("repeat: expected a count from 0 on");
        state.Charge((long)Math.Min(count * text.Length, 1e15));
        return new StringBuilder().Insert(0, text, (int)(text.Length == 0 ? 0 : count)).ToString();
    }
}
