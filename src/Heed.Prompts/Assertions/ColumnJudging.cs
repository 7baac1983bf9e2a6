using Heed.Prompts.Assertions.Kinds;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Assertions;

/// <summary>Judges the answers of all columns to a case against each other: the second phase, for <c>select-best</c> and <c>max-score</c>.</summary>
public static class ColumnJudging
{
    /// <summary>Whether a case needs it.</summary>
    public static bool Needs(PlannedCase @case) => @case.Assertions.Any(Compares);

    /// <summary>
    /// Judges: one column wins, and the assertion fails for all others. <c>select-best</c>: the answer of which a local judge holds likeliest that it meets
    /// the criterion, each asked about by itself, so that no answer gains by its place. <c>max-score</c>: the highest score of the other assertions. Of
    /// equals the first wins.
    /// </summary>
    /// <param name="columns">The answers to one case; those that could not be judged take no part.</param>
    /// <returns>Their judgements in the same order, the comparisons among their results and in their scores.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<Judgement> Judge(IReadOnlyList<ColumnAnswer> columns)
    {
        ColumnAnswer[] now = [.. columns];
        int[] judged = [.. Enumerable.Range(0, now.Length).Where(i => !now[i].Judgement.IsError)];
        if (judged.Length == 0) return [.. now.Select(column => column.Judgement)];
        foreach (PlannedAssertion assertion in now[judged[0]].Context.Case.Assertions.Where(Compares))
        {
            ColumnAnswer[] taking = [.. judged.Select(i => now[i])];
            AssertionResult[] results = Compare(assertion, taking);
            for (int k = 0; k < judged.Length; k++)
            {
                AssertionResult[] all = [.. taking[k].Judgement.Results, results[k]];
                now[judged[k]] = taking[k] with { Judgement = Aggregation.Of(all, taking[k].Context.Case.Threshold, any: true) };
            }
        }
        return [.. now.Select(column => column.Judgement)];
    }

    /// <summary>Whether an assertion compares columns.</summary>
    internal static bool Compares(PlannedAssertion assertion) => !assertion.Not && assertion.Type is "select-best" or "max-score" && !assertion.Not;

    private static AssertionResult[] Compare(PlannedAssertion assertion, ColumnAnswer[] columns)
    {
        try
        {
            double[] scores = assertion.Type == "max-score" ? MaxScore.Of(assertion, columns) : SelectBest.Of(assertion, columns);
            double least = assertion.Type == "max-score" ? MaxScore.Least(assertion) : double.NegativeInfinity;
            int best = Array.IndexOf(scores, scores.Max());
            return [.. columns.Select((_, i) => Result(assertion, columns, scores, i, best, least))];
        }
        catch (HeedException error)
        {
            return [.. columns.Select(_ => new AssertionResult(assertion, error.IsUnsupported ? Verdict.Unsupported : Verdict.Error, 0, error.Message))];
        }
    }

    private static AssertionResult Result(PlannedAssertion assertion, ColumnAnswer[] columns, double[] scores, int i, int best, double least)
    {
        bool wins = i == best && scores[i] >= least;
        string mine = Values.NumberText.Of(Math.Round(scores[i], 3)), top = Values.NumberText.Of(Math.Round(scores[best], 3));
        string reason = wins ? $"Best of {columns.Length} with {mine}"
            : i == best ? $"Best of {columns.Length} with {mine}, which is less than threshold {Values.NumberText.Of(least)}"
            : $"{mine} is not the best: {columns[best].Context.Column.Name} has {top}";
        return new AssertionResult(assertion, wins || assertion.Weight == 0 ? Verdict.Pass : Verdict.Fail, wins ? 1 : 0, reason)
        {
            Metric = assertion.Metric,
            Details = Values.JsonText.Build(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("score", scores[i]);
                json.WriteNumber("best", scores[best]);
                json.WriteEndObject();
            }),
        };
    }
}
