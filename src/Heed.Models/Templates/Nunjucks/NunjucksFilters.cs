using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Heed.Models.Templates.Library;
using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.FilterTable;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Filters on texts and single values that nunjucks, or promptfoo with it, has otherwise than Jinja.</summary>
internal static partial class NunjucksFilters
{
    private static readonly Undefined _none = new("the text has no number");

    private static readonly Filter _default = Of(Signature.Of().With("default_value", "").With("boolean", false), (_, value, p)
        => value is Undefined || (ScriptValues.IsTrue(p[1]) && !ScriptValues.IsTrue(value)) ? p[0] : value);

    private static readonly Filter _escape = Of((state, value) => Escaped(state, Printing.Text(state, value)));

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["default"] = _default,
        ["d"] = _default,
        ["dump"] = Of(Signature.Of().With("spaces", null), (state, value, p) => new ScriptJson(state, p[0]).Write(value)),
        ["load"] = Of(Load),
        ["escape"] = _escape, ["e"] = _escape, ["forceescape"] = _escape,
        ["int"] = Of(Signature.Of().With("default", _none).With("base", 10L), (state, value, p) => Prefix(state, value, Whole(), p[0], whole: true)),
        ["float"] = Of(Signature.Of().With("default", _none), (state, value, p) => Prefix(state, value, Real(), p[0], whole: false)),
        ["round"] = Of(Signature.Of().With("precision", 0L).With("method", "common"), Round),
        ["abs"] = Of((state, value) => ScriptValues.Value(Math.Abs(ScriptValues.Number(state, value)))),
        ["title"] = Of((state, value) => string.Join(' ', Printing.Text(state, value).Split(' ').Select(TextCase.Capitalized))),
        ["truncate"] = Of(Signature.Of().With("length", 255L).With("killwords", false).With("end", "..."), Truncate),
        ["wordcount"] = Of((state, value) => Words().Count(Printing.Text(state, value)) is > 0 and var count ? (long)count : null),
        ["nl2br"] = Of((state, value) => state.Made(LineBreaks().Replace(Printing.Text(state, value), "<br />\n"))),
        ["urlencode"] = Of((state, value) => state.Made(Uri.EscapeDataString(Printing.Text(state, value)))),
        ["striptags"] = Of((state, value) => Spaces().Replace(Tags().Replace(Printing.Text(state, value).Trim(), ""), " ")),
    };

    private static object? Load(RenderState state, object? value)
    {
        string text = Printing.Text(state, value);
        try
        {
            using var json = JsonDocument.Parse(text);
            return ValueInput.From(json.RootElement.Clone(), "load");
        }
        catch (JsonException error)
        {
            throw state.Error($"load: expected JSON; {error.Message}");
        }
    }

    private static string Escaped(RenderState state, string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char unit in text)
            escaped.Append(unit switch {
                '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", '\'' => "&#39;", '`' => "&#96;", _ => unit.ToString() });
        return state.Made(escaped.ToString());
    }

    // parseInt and parseFloat read as much of the start as is a number.
    private static object? Prefix(RenderState state, object? value, Regex pattern, object? otherwise, bool whole)
        => pattern.Match(Printing.Text(state, value)) is { Success: true } match
            && double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? ScriptValues.Value(whole ? Math.Truncate(number) : number) : otherwise;

    private static object? Round(RenderState state, object? value, object?[] p)
    {
        double scale = Math.Pow(10, ScriptValues.Number(state, p[0])), scaled = ScriptValues.Number(state, value) * scale;
        // Halves go up, below zero too.
        return ScriptValues.Value((p[1] switch { "ceil" => Math.Ceiling(scaled), "floor" => Math.Floor(scaled), _ => Math.Floor(scaled + 0.5) }) / scale);
    }

    private static object? Truncate(RenderState state, object? value, object?[] p)
    {
        string text = Printing.Text(state, value);
        int length = (int)Math.Clamp(ScriptValues.Number(state, p[0]), 0, int.MaxValue);
        if (text.Length <= length) return text;
        if (!ScriptValues.IsTrue(p[1]) && text.LastIndexOf(' ', Math.Min(length, text.Length - 1)) is > 0 and var space) length = space;
        return state.Made(text[..length] + Printing.Text(state, p[2]));
    }

    [GeneratedRegex(@"^\s*([+-]?\d+)")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\s*([+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?))")]
    private static partial Regex Real();

    [GeneratedRegex(@"\w+", RegexOptions.ECMAScript)]
    private static partial Regex Words();

    [GeneratedRegex("\r\n|\n")]
    private static partial Regex LineBreaks();

    [GeneratedRegex("</?[a-zA-Z][a-zA-Z0-9]*\\b[^>]*>|<!--[\\s\\S]*?-->")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
