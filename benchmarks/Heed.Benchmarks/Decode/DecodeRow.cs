namespace Heed.Benchmarks;

/// <summary>Decoding at one shape from one kind of cache.</summary>
/// <param name="Shape">Heads, positions and head size; B is 1.</param>
/// <param name="Layout">The cache.</param>
/// <param name="MegabytesAStep">10⁶ bytes of keys and values read.</param>
/// <param name="Times">The steps.</param>
/// <param name="GbPerS">At the median.</param>
internal sealed record DecodeRow(DecodeShape Shape, string Layout, double MegabytesAStep, Samples Times, double GbPerS)
{
    /// <summary>The speed over <see cref="ReadBandwidth.GbPerS"/>, once the run is over.</summary>
    public double ShareOfBandwidth { get; init; }
}
