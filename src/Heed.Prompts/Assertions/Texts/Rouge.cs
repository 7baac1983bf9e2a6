namespace Heed.Prompts.Assertions.Texts;

/// <summary>ROUGE-N (Lin, 2004): how many runs of n words the output shares with its reference.</summary>
internal static class Rouge
{
    /// <summary>
    /// As promptfoo 0.118.17 computes it: of single words, each counted as often as both sides have it; the harmonic mean of its shares of both sides.
    /// </summary>
    public static double Promptfoo(IReadOnlyList<string> candidate, IReadOnlyList<string> reference)
    {
        double shared = NGrams.Shared(NGrams.Count(candidate, 1), NGrams.Count(reference, 1));
        double precision = shared / candidate.Count, recall = shared / reference.Count;
        return shared == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>As published: the share of the reference's runs that the output has, each as often as it occurs.</summary>
    /// <param name="candidate">The output's words.</param>
    /// <param name="reference">The reference's.</param>
    /// <param name="n">Words of a run.</param>
    public static double Standard(IReadOnlyList<string> candidate, IReadOnlyList<string> reference, int n)
    {
        Dictionary<string, int> runs = NGrams.Count(reference, n);
        int all = runs.Values.Sum();
        return all == 0 ? 0 : (double)NGrams.Shared(NGrams.Count(candidate, n), runs) / all;
    }
}
