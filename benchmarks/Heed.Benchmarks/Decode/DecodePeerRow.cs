namespace Heed.Benchmarks;

/// <summary>Decoding beside the peer's operators.</summary>
/// <param name="Heed">Heed's steps.</param>
/// <param name="PeerOperators">The fastest first.</param>
internal sealed record DecodePeerRow(DecodeRow Heed, IReadOnlyList<OperatorTimes> PeerOperators)
{
    /// <summary>The time of the peer's fastest operator over Heed's; more than 1 where Heed is faster.</summary>
    public double Ratio => PeerOperators[0].Times.MedianMs / Heed.Times.MedianMs;

    /// <summary>The row once the bandwidth of the run is known.</summary>
    public DecodePeerRow WithShare(ReadBandwidth bandwidth)
        => this with { Heed = Heed with { ShareOfBandwidth = Heed.GbPerS / bandwidth.GbPerS } };
}

/// <summary>One operator of the peer.</summary>
/// <param name="Operator">Its name.</param>
/// <param name="Times">Its calls.</param>
/// <param name="MaxAbsDifference">The largest difference of its output to Heed's.</param>
internal readonly record struct OperatorTimes(string Operator, Samples Times, double MaxAbsDifference);
