using System.Globalization;
using Heed.Models.Templates.Values;
using static Heed.Models.Templates.Library.FilterTable;

namespace Heed.Models.Templates.Library;

/// <summary>Filters on numbers.</summary>
internal static class NumberFilters
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["abs"] = Of((state, value) => value is double real ? Math.Abs(real)
            : Kind.Whole(state, "abs", value) is var whole && whole < 0 ? Numbers.Apply(state, "-", 0L, whole) : whole),
        ["int"] = Of(Signature.Of().With("default", 0L).With("base", 10L), ToInt),
        ["float"] = Of(Signature.Of().With("default", 0.0), (_, value, p) => Numbers.IsNumber(value) ? Numbers.Real(value!)
            : value is string text && double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
            : p[0]),
        ["round"] = Of(Signature.Of().With("precision", 0L).With("method", "common"), Round),
        ["sum"] = Of(Signature.Of().With("attribute", null).With("start", 0L), Sum),
    };

    private static object? ToInt(RenderState state, object? value, object?[] p)
    {
        if (value is long or bool) return Kind.Whole(state, "int", value);
        if (value is double real && Math.Abs(real) < long.MaxValue) return (long)real;
        if (value is not string text) return p[0];
        if (Kind.Whole(state, "int: base", p[1]) != 10) throw state.Unsupported($"int: the base {p[1]} is not supported; expected 10.");
        text = text.Trim().Replace("_", "");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && Math.Abs(number) < long.MaxValue ? (long)number
            : p[0];
    }

    private static object? Round(RenderState state, object? value, object?[] p)
    {
        if (!Numbers.IsNumber(value)) throw state.Error($"round: expected a number; got {Kind.Of(value)}.");
        long digits = Kind.Whole(state, "round: precision", p[0]);
        if (digits is < 0 or > 15) throw state.Unsupported($"round: expected a precision from 0 to 15; got {digits}.");
        double number = Numbers.Real(value!), scale = Math.Pow(10, digits);
        return p[1] switch
        {
            "common" => value is long ? value : Math.Round(number, (int)digits),
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            _ => throw state.Error("round: expected the method 'common', 'ceil' or 'floor'."),
        };
    }

    private static object? Sum(RenderState state, object? value, object?[] p)
    {
        object total = Numbers.IsNumber(p[1]) ? p[1]! : throw state.Error($"sum: expected a number to start from; got {Kind.Of(p[1])}.");
        foreach (object? item in Kind.Items(state, "sum", value))
        {
            object? number = Attributes.Of(state, item, p[0]);
            total = Numbers.IsNumber(number) ? Numbers.Apply(state, "+", total, number!)
                : throw state.Error($"sum: expected numbers; got {Kind.Of(number)}.");
        }
        return total;
    }
}
