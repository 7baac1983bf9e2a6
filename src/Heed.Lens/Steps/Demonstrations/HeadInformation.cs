namespace Heed.Lens.Steps.Demonstrations;

/// <summary>How spread and how different rows of weights are, in bits.</summary>
internal static class HeadInformation
{
    /// <summary>−Σ p log₂ p.</summary>
    public static double Entropy(ReadOnlySpan<double> weights)
    {
        double bits = 0;
        foreach (double weight in weights)
            if (weight > 0) bits -= weight * Math.Log2(weight);
        return bits;
    }

    /// <summary>The Jensen–Shannon distance (Endres and Schindelin 2003): √(H((p + q)/2) − (H(p) + H(q))/2), from 0 for equal rows to 1 for rows that share
    /// no key.</summary>
    public static double Distance(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        var middle = new double[p.Length];
        for (int j = 0; j < middle.Length; j++) middle[j] = (p[j] + q[j]) / 2;
        return Math.Sqrt(Math.Clamp(Entropy(middle) - (Entropy(p) + Entropy(q)) / 2, 0, 1));
    }
}
