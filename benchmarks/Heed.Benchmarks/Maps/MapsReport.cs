namespace Heed.Benchmarks;

/// <summary>Every figure of a run with maps.</summary>
/// <param name="Benchmark">Which.</param>
/// <param name="Machine">Where.</param>
/// <param name="Rows">One a mask.</param>
/// <param name="Memory">One a length, from short to long.</param>
internal sealed record MapsReport(string Benchmark, MachineDescription Machine, IReadOnlyList<MapRow> Rows, IReadOnlyList<MapMemoryPoint> Memory)
{
    /// <summary>How the peak of the memory grows with length; null where the system does not tell it.</summary>
    public double? MemoryExponent
        => Memory.All(point => point.PeakBytes > 0) ? LogLogFit.Exponent([.. Memory.Select(point => ((double)point.Count, (double)point.PeakBytes!))]) : null;
}
