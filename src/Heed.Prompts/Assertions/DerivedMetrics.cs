using Heed.Prompts.Plans;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>Metrics that are computed from named scores.</summary>
public static class DerivedMetrics
{
    /// <summary>The name under which an expression finds how many rows were judged.</summary>
    public const string Count = "__count";

    /// <summary>Computes them, each from the scores and from those before it.</summary>
    /// <param name="metrics">What is computed.</param>
    /// <param name="scores">Named scores of a column, summed over its rows.</param>
    /// <param name="rows">How many rows were judged.</param>
    /// <returns>Those that could be computed, and what is wrong with the others.</returns>
    public static DerivedScores Compute(IReadOnlyList<DerivedMetric> metrics, IReadOnlyDictionary<string, double> scores, int rows)
    {
        var known = new Dictionary<string, double>(scores, StringComparer.Ordinal) { [Count] = rows };
        var values = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (DerivedMetric metric in metrics)
        {
            try
            {
                values[metric.Name] = known[metric.Name] = MetricExpression.Evaluate(metric.Value, known);
            }
            catch (HeedException error)
            {
                problems.Add($"derivedMetrics: {metric.Name}: {error.Message}");
            }
        }
        return new DerivedScores(values, problems);
    }
}
