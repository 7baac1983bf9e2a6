using Heed.Lens.Maps;
using Heed.Masks;

namespace Heed.Benchmarks;

/// <summary>Maps of attention: an exact tile and the overview of a head, and what maps of growing texts keep in memory.</summary>
internal static class MapsBenchmark
{
    private const int Count = 32768, QuickCount = 4096, Window = 1024;
    private static readonly int[] s_lengths = [4096, 8192, 16384, 32768, 65536];

    /// <summary>Measures and prints.</summary>
    public static MapsReport Run(bool quick)
    {
        MapsReport report = Measure(quick, MachineDescription.Here());
        Print(report);
        return report;
    }

    /// <summary>Three masks, then the lengths.</summary>
    /// <exception cref="BenchmarkException">A process failed.</exception>
    public static MapsReport Measure(bool quick, MachineDescription machine)
    {
        var shape = new SelfAttentionShape(1, quick ? QuickCount : Count, 64);
        List<MapRow> rows =
        [
            Row(shape, "full", default(Bidirectional), quick), Row(shape, "causal", Causal.TopLeft, quick),
            Row(shape, $"window {Window}", new SlidingWindow(Window - 1, 0), quick),
        ];
        var points = new List<MapMemoryPoint>();
        foreach (int count in s_lengths.Select(count => quick ? count / 8 : count))
        {
            Console.Error.WriteLine($"maps, T {count}, memory …");
            points.Add(MapMemoryChild.Start(count));
        }
        return new(MapsCommand.Name, machine, rows, points);
    }

    private static MapRow Row<TMask>(SelfAttentionShape shape, string name, TMask mask, bool quick) where TMask : struct, IMask
    {
        Console.Error.WriteLine($"maps, {shape}, {name} …");
        using var call = new ForwardCall(shape, AttentionVariant.Full);
        AttentionMap? made = null;
        double madeMs = Timing.Milliseconds(
            () => call.WithPointers((inputs, output, _) => made = AttentionMap.Of(inputs, output, mask, default(Scores.PlainScore))));
        using AttentionMap map = made!;
        // On the diagonal, far from the beginning: every mask leaves something of it, and it is no multiple of anything.
        int corner = shape.Count - AttentionMap.TileSide - 77;
        Action tile = () => map.Tile(0, corner, corner), overview = () => map.Overview(0);
        Timing.WarmUp(tile);
        Timing.WarmUp(overview);
        int rounds = quick ? 5 : 11;
        Samples tiles = Samples.Of(Enumerable.Range(0, rounds).Select(_ => Timing.Turn(() => Timing.Milliseconds(tile))));
        Samples overviews = Samples.Of(Enumerable.Range(0, rounds).Select(_ => Timing.Turn(() => Timing.Milliseconds(overview), settle: false)));
        return new(shape, name, madeMs, tiles, overviews);
    }

    private static void Print(MapsReport report)
    {
        Console.WriteLine(report.Machine);
        Console.WriteLine($"Maps of one head, medians of {report.Rows[0].Tile.Calls} calls; making one is its forward pass, once, compiled on the way\n");
        var table = new TextTable("shape", "made ms", "exact tile ms", "longest", "overview ms", "longest");
        foreach (MapRow row in report.Rows)
            table.Add(
                $"{row.Shape}, {row.Mask}", $"{row.MadeMs:F0}", $"{row.Tile.MedianMs:F3}", $"{row.Tile.MaxMs:F3}",
                $"{row.Overview.MedianMs:F0}", $"{row.Overview.MaxMs:F0}");
        table.Print();
        Console.WriteLine($"\nMemory: {MapMemoryChild.About}\n");
        var memory = new TextTable("tokens", "kept MB", "peak MB", "peak bytes a token");
        foreach (MapMemoryPoint point in report.Memory)
            memory.Add($"T {point.Count}", $"{point.KeptBytes / 1e6:F1}", $"{point.PeakBytes / 1e6:F1}", $"{(double?)point.PeakBytes / point.Count:F0}");
        memory.Print();
        if (report.MemoryExponent is { } exponent) Console.WriteLine($"\npeak ~ T^{exponent:F3}");
    }
}
