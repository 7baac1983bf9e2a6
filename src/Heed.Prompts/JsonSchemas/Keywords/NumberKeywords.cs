using System.Globalization;
using System.Text.Json;

namespace Heed.Prompts.JsonSchemas.Keywords;

/// <summary>Keywords for numbers.</summary>
internal static class NumberKeywords
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemaKeyword> All { get; } =
    [
        Limit("minimum", "≥", (value, limit) => value >= limit),
        Limit("maximum", "≤", (value, limit) => value <= limit),
        Limit("exclusiveMinimum", ">", (value, limit) => value > limit),
        Limit("exclusiveMaximum", "<", (value, limit) => value < limit),
        new("multipleOf", (checker, argument)
            => checker.Needs(argument.ValueKind == JsonValueKind.Number && argument.GetDouble() > 0, "a number above 0", argument), (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Number && !IsMultiple(run.Value, argument))
                run.Error("multipleOf", $"must be a multiple of {argument.GetRawText()}; it is {run.Value.GetRawText()}");
        }),
    ];

    private static SchemaKeyword Limit(string name, string sign, Func<double, double, bool> holds) => new(name,
        (checker, argument) => checker.Needs(argument.ValueKind == JsonValueKind.Number, "a number", argument),
        (run, argument) =>
        {
            if (run.Value.ValueKind == JsonValueKind.Number && !holds(run.Value.GetDouble(), argument.GetDouble()))
                run.Error(name, $"must be {sign} {argument.GetRawText()}; it is {run.Value.GetRawText()}");
        });

    // In decimal, as the numbers are written: 0.3 is a multiple of 0.1, which in binary it is not.
    private static bool IsMultiple(JsonElement value, JsonElement of)
    {
        if (Decimal(value) is { } a && Decimal(of) is { } b && b != 0) return a % b == 0;
        double quotient = value.GetDouble() / of.GetDouble();
        return quotient == Math.Floor(quotient) && double.IsFinite(quotient);
    }

    private static decimal? Decimal(JsonElement number)
        => decimal.TryParse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            && (double)value == number.GetDouble() ? value : null;
}
