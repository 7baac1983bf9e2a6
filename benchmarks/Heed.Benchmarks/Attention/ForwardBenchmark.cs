using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The forward pass, alone or in turns with ONNX Runtime's operators.</summary>
internal static class ForwardBenchmark
{
    /// <summary>
    /// The largest difference between two computations of the same thing here: values lie within ±2, so float32 sums of any order agree
    /// to some 1e-6; another mask, scale or layout is off by more than a thousand times that.
    /// </summary>
    private const double LargestDifference = 1e-4;

    /// <summary>Measures and prints.</summary>
    /// <exception cref="BenchmarkException">There is no peer to be had, or it computes something else.</exception>
    public static ForwardReport Run(AttentionOptions options)
    {
        using OnnxRuntimePeer? peer = options.Peers ? new OnnxRuntimePeer() : null;
        var machine = MachineDescription.Here();
        var peak = new FmaPeak();
        var rows = new List<ForwardRow>();
        foreach (bool causal in (ReadOnlySpan<bool>)[false, true])
            foreach (SelfAttentionShape shape in options.Shapes)
            {
                Console.Error.WriteLine($"{shape}, {MaskName(causal)} …");
                peak.Measure();
                rows.Add(Measure(shape, causal, options.Rounds(shape), peer));
            }
        var report = new ForwardReport(
            "attention forward", machine, peer?.Description, peak,
            [.. rows.Select(row => row with { ShareOfPeak = row.HeedGflopPerS / peak.AllThreadsGflopPerS })],
            MeanRatio(rows, causal: false), MeanRatio(rows, causal: true));
        Print(report);
        return report;
    }

    private static ForwardRow Measure(SelfAttentionShape shape, bool causal, int rounds, OnnxRuntimePeer? peer)
    {
        using var heed = new ForwardCall(shape, causal);
        OnnxOperator[] operators = peer is null ? [] : OnnxOperator.Prepare(peer, shape, causal, Workers.Count);
        Timing.WarmUp(heed.Run);
        foreach (OnnxOperator theirs in operators) Timing.WarmUp(() => theirs.Milliseconds());
        double[] differences = [.. operators.Select(theirs => Difference(theirs, heed, shape, causal))];

        var heedTimes = new List<double>();
        List<double>[] theirTimes = [.. operators.Select(_ => new List<double>())];
        for (int round = 0; round < rounds; round++)
        {
            heedTimes.Add(Timing.Turn(() => Timing.Milliseconds(heed.Run)));
            for (int i = 0; i < operators.Length; i++) theirTimes[i].Add(Timing.Turn(operators[i].Milliseconds));
        }
        foreach (OnnxOperator theirs in operators) theirs.Dispose();

        double flops = shape.ForwardFlops(causal);
        IEnumerable<OperatorFigures> figures = operators.Select((theirs, i) =>
        {
            Samples times = Samples.Of(theirTimes[i]);
            return new OperatorFigures(theirs.Name, times, times.GflopPerS(flops), differences[i]);
        });
        Samples ours = Samples.Of(heedTimes);
        return new(shape, causal, flops / 1e9, ours, ours.GflopPerS(flops), [.. figures.OrderBy(f => f.Times.MedianMs)]);
    }

    private static double Difference(OnnxOperator theirs, ForwardCall heed, SelfAttentionShape shape, bool causal)
    {
        double difference = theirs.MaxAbsDifference(heed.Output);
        if (difference <= LargestDifference) return difference;
        throw new BenchmarkException(
            $"--peers: {shape}, {MaskName(causal)}: expected {theirs.Name} within {LargestDifference} of Heed; it differs by {difference}.");
    }

    private static double? MeanRatio(IEnumerable<ForwardRow> rows, bool causal)
        => GeometricMean.Of([.. rows.Where(row => row.Causal == causal).Select(row => row.Ratio).OfType<double>()]);

    private static void Print(ForwardReport report)
    {
        Console.WriteLine(report.Machine);
        if (report.Peer is not null) Console.WriteLine($"{report.Peer}, {report.Machine.Threads} threads; its faster operator a shape");
        Console.WriteLine(report.FmaPeak);
        int calls = report.Rows.Min(row => row.HeedTimes.Calls);
        Console.WriteLine($"Attention forward, medians of {calls} calls or more; causal counts half the operations\n");
        string[] peerHeader = report.Peer is null ? [] : ["ORT ms", "ORT GFLOP/s", "ratio", "ORT operator", "max |difference|"];
        var table = new TextTable(["shape", "mask", "Heed ms", "Heed GFLOP/s", "of peak", .. peerHeader]);
        foreach (ForwardRow row in report.Rows)
        {
            string[] ours =
                [$"{row.Shape}", MaskName(row.Causal), $"{row.HeedTimes.MedianMs:F2}", $"{row.HeedGflopPerS:F0}", $"{row.ShareOfPeak:P0}"];
            string[] theirs = row.PeerOperators is not [var peer, ..] ? [] :
                [$"{peer.Times.MedianMs:F2}", $"{peer.GflopPerS:F0}", $"{row.Ratio:F2}", peer.Operator, $"{peer.MaxAbsDifference:0.0e-0}"];
            table.Add([.. ours, .. theirs]);
        }
        table.Print();
        if (report.GeometricMeanRatioFull is { } full && report.GeometricMeanRatioCausal is { } causal)
            Console.WriteLine($"\nHeed / ORT, geometric mean: full {full:F2}, causal {causal:F2}");
    }

    private static string MaskName(bool causal) => causal ? "causal" : "full";
}
