using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output has so many words, parted by white space: a number, or from <c>min</c> to <c>max</c>.</summary>
internal sealed class WordCountAssertion : IAssertion
{
    public string Type => "word-count";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        int words = context.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (Number(context.Value) is { } count)
            return context.Binary(words == count, context.Assertion.Not ? $"Expected word count to not equal {NumberText.Of(count)}"
                : $"Word count {words} does not equal expected {NumberText.Of(count)}");
        if (context.Value.ValueKind != JsonValueKind.Object) throw context.WrongValue("a number, or an object with min or max,");
        double? least = Limit("min"), most = Limit("max");
        if (least is null && most is null) throw context.WrongValue("an object with min or max");
        if (least > most) throw context.Error($"expected min ≤ max; got {NumberText.Of(least.Value)} and {NumberText.Of(most!.Value)}.");
        string range = least is null ? $"at most {NumberText.Of(most!.Value)}" : most is null ? $"at least {NumberText.Of(least.Value)}"
            : $"between {NumberText.Of(least.Value)} and {NumberText.Of(most.Value)}";
        bool holds = words >= (least ?? 0) && words <= (most ?? double.PositiveInfinity);
        return context.Binary(holds, $"Word count {words} is {(context.Assertion.Not ? "" : "not ")}{range}");

        double? Limit(string name) => !context.Value.TryGetProperty(name, out JsonElement limit) || limit.ValueKind == JsonValueKind.Null ? null
            : Number(limit) ?? throw context.Error($"expected a number as {name}; got {JsonText.Kind(limit)}.");
    }

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => null,
    };
}
