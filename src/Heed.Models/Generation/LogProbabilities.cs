namespace Heed.Models.Generation;

/// <summary>Logits as logarithms of probabilities, in double.</summary>
internal static class LogProbabilities
{
    /// <summary>That of one token: x − LSE(x).</summary>
    public static double Of(ReadOnlySpan<float> logits, int id) => logits[id] - LogSumExp(logits);

    /// <summary>ln Σ exp(x), the maximum taken out first.</summary>
    public static double LogSumExp(ReadOnlySpan<float> logits)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (float logit in logits) max = Math.Max(max, logit);
        foreach (float logit in logits) sum += Math.Exp(logit - max);
        return max + Math.Log(sum);
    }
}
