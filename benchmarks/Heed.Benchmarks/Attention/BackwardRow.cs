namespace Heed.Benchmarks;

/// <summary>The backward pass at one shape and mask, in turns with the forward pass that it needs.</summary>
/// <param name="Shape">H, T and D; B is 1.</param>
/// <param name="Causal">Whether half the pairs are masked, and half the operations counted.</param>
/// <param name="UsefulGflop">10⁹ operations a call.</param>
/// <param name="Times">The calls.</param>
/// <param name="ForwardTimes">Calls of the forward pass, with the log-sum-exp.</param>
/// <param name="GflopPerS">At the median.</param>
internal sealed record BackwardRow(SelfAttentionShape Shape, bool Causal, double UsefulGflop,
    Samples Times, Samples ForwardTimes, double GflopPerS)
{
    /// <summary>The time over the forward pass's.</summary>
    public double OverForward => Times.MedianMs / ForwardTimes.MedianMs;

    /// <summary>The speed over <see cref="FmaPeak.AllThreadsGflopPerS"/>, once the run is over.</summary>
    public double ShareOfPeak { get; init; }
}
