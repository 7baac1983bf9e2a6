namespace Heed.Benchmarks;

/// <summary>Time and memory of every kind of attention as sequences grow.</summary>
internal static class ScalingBenchmark
{
    private static readonly int[] s_lengths = [8192, 16384, 32768, 65536];
    private const int Heads = 2, Width = 64;

    /// <summary>Measures every kind at every length.</summary>
    /// <exception cref="BenchmarkException">A process failed.</exception>
    public static List<ScalingRow> Measure(bool quick)
    {
        var rows = new List<ScalingRow>();
        foreach (ScalingKind kind in ScalingKind.All)
        {
            Console.Error.WriteLine($"{kind.Name}, growing …");
            IEnumerable<int> lengths = s_lengths.Select(count => quick ? count / 8 : count);
            rows.Add(new(kind.Name, kind.Family, [.. lengths.Select(count => ScalingChild.Start(kind, Shape(count)))]));
        }
        return rows;
    }

    /// <summary>Full and causal attention of eight heads at T 32768.</summary>
    /// <exception cref="BenchmarkException">A process failed.</exception>
    public static List<MemoryRow> MeasureMemory(bool quick)
    {
        var shape = new SelfAttentionShape(8, quick ? 4096 : 32768, Width);
        var rows = new List<MemoryRow>();
        foreach (string name in (ReadOnlySpan<string>)["full", "causal"])
        {
            Console.Error.WriteLine($"{shape}, {name}, memory …");
            rows.Add(new(shape, name, ScalingChild.Start(ScalingKind.Named(name), shape)));
        }
        return rows;
    }

    /// <summary>The shape at one length.</summary>
    public static SelfAttentionShape Shape(int count) => new(Heads, count, Width);
}
