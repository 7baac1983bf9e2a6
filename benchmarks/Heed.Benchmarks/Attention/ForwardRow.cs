namespace Heed.Benchmarks;

/// <summary>One shape and mask: Heed, and the peer's operators where there is a peer.</summary>
/// <param name="Shape">B, H, T and D.</param>
/// <param name="Variant">The mask or bias; operations are counted for the pairs that it leaves.</param>
/// <param name="UsefulGflop">10⁹ operations a call.</param>
/// <param name="HeedTimes">Heed's calls.</param>
/// <param name="HeedGflopPerS">At the median.</param>
/// <param name="PeerOperators">The fastest first.</param>
internal sealed record ForwardRow(
    SelfAttentionShape Shape, AttentionVariant Variant, double UsefulGflop, Samples HeedTimes, double HeedGflopPerS,
    IReadOnlyList<OperatorFigures> PeerOperators)
{
    /// <summary>Heed's speed over that of the peer's fastest operator; more than 1 where Heed is faster.</summary>
    public double? Ratio => PeerOperators is [var fastest, ..] ? HeedGflopPerS / fastest.GflopPerS : null;

    /// <summary>Heed's speed over <see cref="FmaPeak.AllThreadsGflopPerS"/>, once the run is over.</summary>
    public double ShareOfPeak { get; init; }
}
