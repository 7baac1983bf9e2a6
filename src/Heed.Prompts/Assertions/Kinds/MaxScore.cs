using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// Scores of columns by their other assertions: <c>method</c> average (the usual) or sum, <c>weights</c> by type, <c>threshold</c> to win at all.
/// </summary>
internal static class MaxScore
{
    /// <summary>A score a column.</summary>
    /// <exception cref="HeedException">A setting is wrong, or there is no other assertion.</exception>
    public static double[] Of(PlannedAssertion assertion, IReadOnlyList<ColumnAnswer> columns)
    {
        string method = Setting(assertion, "method") is { ValueKind: not JsonValueKind.Undefined } value ? JsonText.Show(value) : "average";
        if (method is not ("average" or "sum")) throw AssertionResults.Error(assertion, $"expected average or sum as method; got '{method}'.");
        JsonElement weights = Setting(assertion, "weights");
        return [.. columns.Select(column => Score(column.Judgement.Results.Where(result => !ColumnJudging.Compares(result.Assertion))))];

        double Score(IEnumerable<AssertionResult> results)
        {
            (double Weight, double Score)[] parts = [.. results.Select(result => (Weight(result.Assertion.Type), result.Score))];
            if (parts.Length == 0) throw AssertionResults.Error(assertion, "expected other assertions beside it, whose scores it compares; there are none.");
            double sum = parts.Sum(part => part.Weight * part.Score), all = parts.Sum(part => part.Weight);
            return method == "sum" ? sum : all == 0 ? 0 : sum / all;
        }

        double Weight(string type) => weights.ValueKind != JsonValueKind.Object || !weights.TryGetProperty(type, out JsonElement weight) ? 1
            : weight.ValueKind == JsonValueKind.Number ? weight.GetDouble()
            : throw AssertionResults.Error(assertion, $"expected a number as weight of {type}; got {JsonText.Kind(weight)}.");
    }

    /// <summary>The score from which one wins.</summary>
    public static double Least(PlannedAssertion assertion) => Setting(assertion, "threshold") is { ValueKind: JsonValueKind.Number } limit
        ? limit.GetDouble() : assertion.Threshold ?? double.NegativeInfinity;

    private static JsonElement Setting(PlannedAssertion assertion, string name)
        => assertion.Value.ValueKind == JsonValueKind.Object && assertion.Value.TryGetProperty(name, out JsonElement value) ? value : default;
}
