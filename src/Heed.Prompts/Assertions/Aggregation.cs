using System.Globalization;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>What several assertions say together.</summary>
internal static class Aggregation
{
    /// <summary>
    /// Score Σ score·weight / Σ weight, 0 where the weights sum to 0. Passes when none failed; with a threshold other than 0 (which promptfoo does not look
    /// at) when the score reaches it. What could not be judged is never passed over.
    /// </summary>
    /// <param name="results">What they said.</param>
    /// <param name="threshold">The score from which they pass together; null where each must.</param>
    /// <param name="any">Whether there are any at all, those that compare columns counted too.</param>
    public static Judgement Of(IReadOnlyList<AssertionResult> results, double? threshold, bool any)
    {
        if (!any) return new Judgement(true, 1, "No assertions", [], new Dictionary<string, double>(), false);
        IReadOnlyDictionary<string, double> named = NamedScores(results);
        if (results.FirstOrDefault(result => result.Verdict == Verdict.Error) is { } broken)
            return new Judgement(false, 0, broken.Reason, results, named, true);
        double weights = results.Sum(result => result.Assertion.Weight);
        double score = weights == 0 ? 0 : results.Sum(result => result.Score * result.Assertion.Weight) / weights;
        if (results.FirstOrDefault(result => result.Verdict == Verdict.Unsupported) is { } unsupported)
            return new Judgement(false, score, unsupported.Reason, results, named, false);
        if (threshold is { } limit && limit != 0)
        {
            bool reached = score >= limit;
            string sum = score.ToString("F2", CultureInfo.InvariantCulture);
            return new Judgement(reached, score, $"Aggregate score {sum} {(reached ? '≥' : '<')} {NumberText.Of(limit)} threshold", results, named, false);
        }
        AssertionResult? failed = results.LastOrDefault(result => result.Verdict == Verdict.Fail);
        return new Judgement(failed is null, score, failed?.Reason ?? "All assertions passed", results, named, false);
    }

    // The mean by weight of all that bear a name, members of sets too; of those that all weigh 0 the plain mean.
    private static Dictionary<string, double> NamedScores(IReadOnlyList<AssertionResult> results)
    {
        AssertionResult[] all = [.. results.SelectMany(result => result.Members.Prepend(result))];
        var named = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double score) in all.SelectMany(result => result.NamedScores)) named[name] = score;
        foreach (IGrouping<string, AssertionResult> group in all.Where(result => !string.IsNullOrEmpty(result.Metric)).GroupBy(result => result.Metric!))
        {
            double weights = group.Sum(result => result.Assertion.Weight);
            named[group.Key] = weights == 0 ? group.Average(result => result.Score) : group.Sum(result => result.Score * result.Assertion.Weight) / weights;
        }
        return named;
    }
}
