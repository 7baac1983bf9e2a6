namespace Heed.Benchmarks;

/// <summary>All that <c>docs/performance.md</c> says, measured in one run.</summary>
internal static class PerformanceRun
{
    private static readonly SelfAttentionShape s_tiny = new(2, 16, 16);

    /// <summary>Measures everything, with progress on standard error.</summary>
    /// <param name="quick">Smaller shapes and fewer rounds.</param>
    /// <param name="bandwidth">Measured on the way.</param>
    /// <exception cref="BenchmarkException">There is no peer to be had, it computes something else, or a process failed.</exception>
    public static PerformanceFigures Measure(bool quick, ReadBandwidth bandwidth)
    {
        var options = new AttentionOptions(AttentionMeasure.Forward, Peers: true, quick, JsonFile: null);
        using var peer = new OnnxRuntimePeer();
        var machine = MachineDescription.Here();
        var peak = new FmaPeak();
        List<ForwardRow> forward = ForwardBenchmark.Measure(options, peer, peak);
        DecodePeerRow decode = DecodePeerBenchmark.Measure(quick, peer, bandwidth);
        ModelsReport models = ModelsReport.Measure(quick, peer, peak, bandwidth);
        List<LensRow> lens = LensBenchmark.Measure(quick);
        List<BackwardRow> backward = BackwardBenchmark.Measure(options, peak);
        List<NeighbourRow> neighbours = NeighbourBenchmark.Measure(quick, peak);
        ObserverReport observers = ObserverBenchmark.Measure(options, machine);
        MapsReport maps = MapsBenchmark.Measure(quick, machine);
        NarrowLanesReport? narrow = NarrowLanesBenchmark.Measure();
        ColdStartReport cold = ColdStartBenchmark.Measure(machine, [.. options.Shapes, s_tiny], quick ? 1 : 3);
        List<MemoryRow> memory = ScalingBenchmark.MeasureMemory(quick);
        List<ScalingRow> scaling = ScalingBenchmark.Measure(quick);
        peak.Measure();
        bandwidth.Measure();
        return new PerformanceFigures(
            quick, bandwidth, ForwardBenchmark.Report(machine, peer.Description, peak, forward), decode.WithShare(bandwidth),
            BackwardBenchmark.Report(machine, peak, backward), neighbours, narrow, cold, memory, scaling, observers, models, lens, maps);
    }
}
