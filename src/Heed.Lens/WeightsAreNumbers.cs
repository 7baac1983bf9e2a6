namespace Heed.Lens;

/// <summary>Refuses attention whose scores are no numbers.</summary>
internal static class WeightsAreNumbers
{
    /// <summary>Checks the log-sum-exp of every row; −∞ is a row without keys.</summary>
    /// <param name="site">Which attention.</param>
    /// <param name="logSumExp">[Hq, Tq].</param>
    /// <exception cref="HeedException">One is NaN or +∞.</exception>
    public static void Check(string site, ReadOnlySpan<float> logSumExp)
    {
        foreach (float row in logSumExp)
            if (float.IsNaN(row) || float.IsPositiveInfinity(row))
                throw new HeedException($"{site}: attention weights are no numbers. The model's weights are damaged.");
    }
}
