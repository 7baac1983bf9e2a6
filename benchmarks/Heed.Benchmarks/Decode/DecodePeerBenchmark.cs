using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>One step of decoding from a dense cache in turns with ONNX Runtime's operators.</summary>
internal static class DecodePeerBenchmark
{
    private const int Rounds = 21;
    private const int QuickRounds = 5;

    /// <summary>Steps timed together, one right after the other, as the layers of a model are.</summary>
    private const int StepsATurn = 8;

    /// <summary>Measures and prints.</summary>
    /// <exception cref="BenchmarkException">There is no peer to be had, or it computes something else.</exception>
    public static DecodePeerReport Run(bool quick)
    {
        using var peer = new OnnxRuntimePeer();
        using var bandwidth = new ReadBandwidth();
        var machine = MachineDescription.Here();
        var report = new DecodePeerReport(
            "decode beside the peer", machine, peer.Description, bandwidth, Measure(quick, peer, bandwidth).WithShare(bandwidth));
        Print(report);
        return report;
    }

    /// <summary>Measures; the read bandwidth before and after.</summary>
    /// <exception cref="BenchmarkException">The peer computes something else.</exception>
    public static DecodePeerRow Measure(bool quick, OnnxRuntimePeer peer, ReadBandwidth bandwidth)
    {
        DecodeShape shape = DecodeShape.Four[0];
        if (quick) shape = shape with { Keys = 1024 };
        Console.Error.WriteLine($"{shape}, beside the peer …");
        using var steps = new DecodeSteps(shape, DecodeLayout.Dense);
        OnnxOperator[] operators = [.. OnnxDecode.Calls(shape, steps.Caches).Select(call => new OnnxOperator(peer, call, Workers.Count))];
        Timing.WarmUp(steps.Run);
        foreach (OnnxOperator theirs in operators) Timing.WarmUp(() => theirs.Milliseconds());
        double[] differences = [.. operators.Select(theirs => theirs.Compare(steps.Output))];

        bandwidth.Measure();
        Samples[] times = Timing.Alternate(quick ? QuickRounds : Rounds,
            [() => Timing.Milliseconds(Turn) / StepsATurn,
            .. operators.Select(theirs => (Func<double>)(() => theirs.Milliseconds(StepsATurn)))]);
        bandwidth.Measure();
        foreach (OnnxOperator theirs in operators) theirs.Dispose();
        IEnumerable<OperatorTimes> figures = operators.Select((theirs, i) => new OperatorTimes(theirs.Name, times[i + 1], differences[i]));
        return new DecodePeerRow(
            new DecodeRow(shape, "dense", steps.BytesAStep / 1e6, times[0], steps.BytesAStep / times[0].MedianMs / 1e6),
            [.. figures.OrderBy(f => f.Times.MedianMs)]);

        void Turn()
        {
            for (int i = 0; i < StepsATurn; i++) steps.Run();
        }
    }

    private static void Print(DecodePeerReport report)
    {
        (DecodeRow heed, IReadOnlyList<OperatorTimes> operators) = report.Row;
        Console.WriteLine(report.Machine);
        Console.WriteLine($"{report.Peer}, {report.Machine.Threads} threads");
        Console.WriteLine(report.ReadBandwidth);
        Console.WriteLine($"{heed.Shape}, medians of {heed.Times.Calls} turns of {StepsATurn} steps\n");
        var table = new TextTable("side", "ms", "over Heed", "of bandwidth", "max |difference|");
        table.Add("Heed, dense cache", $"{heed.Times.MedianMs:F3}", "1.00", $"{heed.ShareOfBandwidth:P0}", "");
        foreach (OperatorTimes theirs in operators)
            table.Add(
                theirs.Operator, $"{theirs.Times.MedianMs:F3}", $"{theirs.Times.MedianMs / heed.Times.MedianMs:F2}", "",
                $"{theirs.MaxAbsDifference:0.0e-0}");
        table.Print();
    }
}
