namespace Heed.Prompts.Statistics;

/// <summary>The gamma function.</summary>
internal static class GammaFunction
{
    // B(2k) / (2k (2k − 1)), k = 1, 2, …
    private static readonly double[] s_stirling = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156];

    /// <summary>ln Γ(x) for x > 0: shifted above 12 by Γ(x + 1) = x Γ(x), then Stirling's series (NIST Digital Library of Mathematical Functions,
    /// 5.11.1).</summary>
    public static double Log(double x)
    {
        double shift = 1;
        for (; x < 12; x++) shift *= x;
        double series = 0, power = 1 / x;
        foreach (double coefficient in s_stirling)
        {
            series += coefficient * power;
            power /= x * x;
        }
        return (x - 0.5) * Math.Log(x) - x + 0.91893853320467274178 + series - Math.Log(shift);
    }
}
