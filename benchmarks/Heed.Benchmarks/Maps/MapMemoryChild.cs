using System.Globalization;
using Heed.Autograd;
using Heed.Lens.Maps;
using Heed.Models;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The process that runs a model over one length, keeps all its maps and looks at them.</summary>
internal static class MapMemoryChild
{
    /// <summary>How the parent asks for it, followed by T.</summary>
    public const string Argument = "--memory-child";

    /// <summary>What is measured.</summary>
    public const string About =
        "a causal model of 2 layers of width 128, 2 heads of size 64: its run, all maps, every head's overview and a tile, in a process of its own";

    private const int CompiledOn = 512;

    /// <summary>Starts it and reads its reply.</summary>
    /// <exception cref="BenchmarkException">The process failed.</exception>
    public static MapMemoryPoint Start(int count) => ChildProcess.Run<MapMemoryPoint>([MapsCommand.Name, Argument, $"{count}"]);

    /// <summary>Measures and replies.</summary>
    public static int Run(string count)
    {
        int length = int.Parse(count, CultureInfo.InvariantCulture);
        using Transformer model = Transformer.Create(
            new Blueprint
            {
                VocabularySize = 512, Width = 128, Layers = 2, Heads = 2, HeadSize = 64, HiddenWidth = 384, MaxPositions = length, Direction = Direction.Causal,
                NormPlace = NormPlace.Before, NormEpsilon = 1e-5f, Activation = Activation.Silu, Head = ModelHead.None, FeedForward = FeedForwardKind.Gated,
            }, seed: 1);
        // What compiling and starting threads needs is no memory of the maps.
        ProcessMemory.PeakOf(() => Look(model, Math.Min(CompiledOn, length)));
        BufferPool.Trim();
        long kept = 0;
        long? peak = ProcessMemory.PeakOf(() => kept = Look(model, length));
        ChildProcess.Reply(new MapMemoryPoint(length, peak, kept));
        return 0;
    }

    private static long Look(Transformer model, int length)
    {
        int[] tokens = [.. Enumerable.Range(0, length).Select(i => (int)(i * 7919L % model.Blueprint.VocabularySize))];
        using AttentionMaps maps = AttentionMaps.Of(model, new TokenBatch(tokens));
        foreach (AttentionMap map in maps)
            for (int head = 0; head < map.Heads; head++) map.Overview(head);
        maps[0].Tile(0, length / 2, 0);
        return maps.Sum(map => map.Bytes);
    }
}
