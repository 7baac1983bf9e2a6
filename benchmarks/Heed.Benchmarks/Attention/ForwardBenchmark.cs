using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The forward pass, alone or in turns with ONNX Runtime's operators.</summary>
internal static class ForwardBenchmark
{
    /// <summary>Measures and prints.</summary>
    /// <exception cref="BenchmarkException">There is no peer to be had, or it computes something else.</exception>
    public static ForwardReport Run(AttentionOptions options)
    {
        using OnnxRuntimePeer? peer = options.Peers ? new OnnxRuntimePeer() : null;
        var machine = MachineDescription.Here();
        var peak = new FmaPeak();
        ForwardReport report = Report(machine, peer?.Description, peak, Measure(options, peer, peak));
        Print(report);
        return report;
    }

    /// <summary>One row a shape and mask, and with a peer those that are measured beside it alone.</summary>
    /// <exception cref="BenchmarkException">The peer computes something else.</exception>
    public static List<ForwardRow> Measure(AttentionOptions options, OnnxRuntimePeer? peer, FmaPeak peak)
    {
        var rows = new List<ForwardRow>();
        foreach (AttentionVariant variant in (ReadOnlySpan<AttentionVariant>)[AttentionVariant.Full, AttentionVariant.Causal])
            foreach (SelfAttentionShape shape in options.Shapes) Add(shape, variant);
        if (peer is null) return rows;
        Add(SelfAttentionShape.ShortBatch, AttentionVariant.Full);
        Add(options.Masked with { Batch = 2 }, AttentionVariant.Padding);
        Add(options.Masked, AttentionVariant.Bias);
        Add(options.Masked, AttentionVariant.HeadBias);
        return rows;

        void Add(SelfAttentionShape shape, AttentionVariant variant)
        {
            Console.Error.WriteLine($"{shape}, {variant.Name()} …");
            peak.Measure();
            rows.Add(Measure(shape, variant, options.Rounds(shape), peer));
        }
    }

    /// <summary>The rows with what is known once the run is over.</summary>
    public static ForwardReport Report(MachineDescription machine, string? peer, FmaPeak peak, IReadOnlyList<ForwardRow> rows)
        => new(
            "attention forward", machine, peer, peak,
            [.. rows.Select(row => row with { ShareOfPeak = row.HeedGflopPerS / peak.AllThreadsGflopPerS })],
            MeanRatio(rows, AttentionVariant.Full), MeanRatio(rows, AttentionVariant.Causal));

    private static ForwardRow Measure(SelfAttentionShape shape, AttentionVariant variant, int rounds, OnnxRuntimePeer? peer)
    {
        using var heed = new ForwardCall(shape, variant);
        OnnxOperator[] operators = peer is null
            ? [] : [.. OnnxForward.Calls(shape, variant).Select(call => new OnnxOperator(peer, call, Workers.Count))];
        Timing.WarmUp(heed.Run);
        foreach (OnnxOperator theirs in operators) Timing.WarmUp(() => theirs.Milliseconds());
        double[] differences = [.. operators.Select(theirs => theirs.Compare(heed.Output))];

        Samples[] times = Timing.Alternate(
            rounds, [() => Timing.Milliseconds(heed.Run), .. operators.Select(theirs => (Func<double>)(() => theirs.Milliseconds()))]);
        foreach (OnnxOperator theirs in operators) theirs.Dispose();

        double flops = shape.ForwardFlops(variant);
        IEnumerable<OperatorFigures> figures = operators.Select(
            (theirs, i) => new OperatorFigures(theirs.Name, times[i + 1], times[i + 1].GflopPerS(flops), differences[i]));
        return new(shape, variant, flops / 1e9, times[0], times[0].GflopPerS(flops), [.. figures.OrderBy(f => f.Times.MedianMs)]);
    }

    private static double? MeanRatio(IEnumerable<ForwardRow> rows, AttentionVariant variant)
        => GeometricMean.Of(
            [.. rows.Where(row => row.Variant == variant && row.Shape.Batch == 1).Select(row => row.Ratio).OfType<double>()]);

    private static void Print(ForwardReport report)
    {
        Console.WriteLine(report.Machine);
        if (report.Peer is not null) Console.WriteLine($"{report.Peer}, {report.Machine.Threads} threads; its faster operator a shape");
        Console.WriteLine(report.FmaPeak);
        int calls = report.Rows.Min(row => row.HeedTimes.Calls);
        Console.WriteLine($"Attention forward, medians of {calls} calls or more; operations are those that the mask leaves\n");
        string[] peerHeader = report.Peer is null ? [] : ["ORT ms", "ORT GFLOP/s", "ratio", "ORT operator", "max |difference|"];
        var table = new TextTable(["shape", "mask", "Heed ms", "Heed GFLOP/s", "of peak", .. peerHeader]);
        foreach (ForwardRow row in report.Rows)
        {
            string[] ours =
                [$"{row.Shape}", row.Variant.Name(), $"{row.HeedTimes.MedianMs:F2}", $"{row.HeedGflopPerS:F0}", $"{row.ShareOfPeak:P0}"];
            string[] theirs = row.PeerOperators is not [var peer, ..] ? [] :
                [$"{peer.Times.MedianMs:F2}", $"{peer.GflopPerS:F0}", $"{row.Ratio:F2}", peer.Operator, $"{peer.MaxAbsDifference:0.0e-0}"];
            table.Add([.. ours, .. theirs]);
        }
        table.Print();
        if (report.GeometricMeanRatioFull is { } full && report.GeometricMeanRatioCausal is { } causal)
            Console.WriteLine($"\nHeed / ORT, geometric mean: full {full:F2}, causal {causal:F2}");
    }
}
