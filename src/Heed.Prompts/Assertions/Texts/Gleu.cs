namespace Heed.Prompts.Assertions.Texts;

/// <summary>Google-BLEU of one sentence (Wu et al., 2016, section 6): runs of 1 … 4 words together, the smaller of precision and recall.</summary>
internal static class Gleu
{
    private const int Longest = 4;

    /// <summary>The score against one reference, 0 … 1.</summary>
    public static double Of(IReadOnlyList<string> candidate, IReadOnlyList<string> reference)
    {
        int shared = 0, own = 0, others = 0;
        for (int n = 1; n <= Longest; n++)
        {
            Dictionary<string, int> a = NGrams.Count(candidate, n), b = NGrams.Count(reference, n);
            (shared, own, others) = (shared + NGrams.Shared(a, b), own + a.Values.Sum(), others + b.Values.Sum());
        }
        // min(shared/own, shared/others)
        return shared == 0 ? 0 : (double)shared / Math.Max(own, others);
    }
}
