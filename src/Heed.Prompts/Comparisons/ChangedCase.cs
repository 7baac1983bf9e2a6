using Heed.Prompts.Statistics;

namespace Heed.Prompts.Comparisons;

/// <summary>A case that changed: its rows hold prompts, outputs and reasons.</summary>
/// <param name="Case">The case.</param>
/// <param name="Change">How.</param>
/// <param name="ScoreA">Mean score with the base.</param>
/// <param name="ScoreB">Mean score with the other.</param>
public sealed record ChangedCase(ComparedCase Case, CaseChange Change, double ScoreA, double ScoreB)
{
    // Scores are weighted means: what is smaller is rounding.
    private const double Rounding = 1e-9;

    /// <summary>Those that changed: regressions first, then by place.</summary>
    internal static IReadOnlyList<ChangedCase> Of(IReadOnlyList<ComparedCase> cases)
        => [.. cases.Select(Of).OfType<ChangedCase>().OrderBy(changed => changed.Change).ThenBy(changed => changed.Case.Case.Index)];

    private static ChangedCase? Of(ComparedCase test)
    {
        (double passes, double _, double _) = Means(new PassRateMetric(), test);
        (double score, double a, double b) = Means(new ScoreMetric(), test);
        CaseChange? change = Math.Abs(passes) > Rounding ? passes > 0 ? CaseChange.Improved : CaseChange.Regressed
            : Math.Abs(score) > Rounding ? score > 0 ? CaseChange.ScoreRose : CaseChange.ScoreFell : null;
        return change is { } kind ? new ChangedCase(test, kind, a, b) : null;
    }

    private static (double Delta, double A, double B) Means(IComparedMetric metric, ComparedCase test)
    {
        double a = Moments.Mean([.. test.A.Select(metric.Of).OfType<double>()]), b = Moments.Mean([.. test.B.Select(metric.Of).OfType<double>()]);
        return (b - a, a, b);
    }
}
