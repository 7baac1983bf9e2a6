namespace Heed.Benchmarks;

/// <summary>What one fresh process measured.</summary>
/// <param name="FirstCallsMs">The 1st, 2nd, … call.</param>
/// <param name="SteadyMs">A call long after, the median.</param>
/// <param name="FurtherMask">Another mask, after those.</param>
/// <param name="FurtherCombination">A mask, a score change and an observer, after that.</param>
internal sealed record ColdStartTimes(double[] FirstCallsMs, double SteadyMs, FirstAndSteady FurtherMask,
    FirstAndSteady FurtherCombination);

/// <summary>A first call and later ones, in milliseconds.</summary>
/// <param name="FirstMs">The first.</param>
/// <param name="SteadyMs">A later one, the median.</param>
internal readonly record struct FirstAndSteady(double FirstMs, double SteadyMs)
{
    /// <summary>What the first call costs beyond a later one.</summary>
    public double FirstMinusSteadyMs => FirstMs - SteadyMs;
}
