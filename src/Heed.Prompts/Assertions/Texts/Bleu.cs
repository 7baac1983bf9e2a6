namespace Heed.Prompts.Assertions.Texts;

/// <summary>
/// BLEU of one sentence (Papineni, Roukos, Ward and Zhu, 2002): geometric mean of clipped n-gram precisions, n = 1 … 4, times a factor for the length.
/// </summary>
internal static class Bleu
{
    private const int Longest = 4;
    private const double Nothing = 1e-7;

    /// <summary>As promptfoo 0.118 computes it: a precision of 0 counts 10⁻⁷, and an output shorter than its reference is rewarded.</summary>
    /// <remarks>BP = 1 for c &gt; r, else exp(1 − c/r): lengths the wrong way round, so that the score may exceed 1.</remarks>
    public static double Promptfoo(IReadOnlyList<string> candidate, IReadOnlyList<IReadOnlyList<string>> references)
    {
        double factor = Mean(candidate, references, Nothing);
        int c = candidate.Count, r = ClosestLength(candidate, references);
        return factor * (c > r ? 1 : Math.Exp(1 - (double)c / r));
    }

    /// <summary>As published: BP = 1 for c &gt; r, else exp(1 − r/c); without any shared run of some length the score is 0.</summary>
    public static double Standard(IReadOnlyList<string> candidate, IReadOnlyList<IReadOnlyList<string>> references)
    {
        int c = candidate.Count, r = ClosestLength(candidate, references);
        return Mean(candidate, references, 0) * (c > r ? 1 : Math.Exp(1 - (double)r / c));
    }

    private static double Mean(IReadOnlyList<string> candidate, IReadOnlyList<IReadOnlyList<string>> references, double nothing)
    {
        double sum = 0;
        for (int n = 1; n <= Longest; n++)
        {
            Dictionary<string, int> runs = NGrams.Count(candidate, n);
            Dictionary<string, int>[] others = [.. references.Select(reference => NGrams.Count(reference, n))];
            int clipped = runs.Sum(run => Math.Min(run.Value, others.Max(other => other.GetValueOrDefault(run.Key))));
            sum += Math.Log(clipped == 0 ? nothing : (double)clipped / runs.Values.Sum()) / Longest;
        }
        return Math.Exp(sum);
    }

    // Of two that are equally near the first counts.
    private static int ClosestLength(IReadOnlyList<string> candidate, IReadOnlyList<IReadOnlyList<string>> references)
        => references.Select(reference => reference.Count).MinBy(length => Math.Abs(length - candidate.Count));
}
