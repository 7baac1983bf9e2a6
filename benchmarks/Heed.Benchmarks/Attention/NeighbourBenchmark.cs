namespace Heed.Benchmarks;

/// <summary>Sizes that are no multiple of a tile, in turns with the round sizes beside them.</summary>
internal static class NeighbourBenchmark
{
    private const int Rounds = 11;

    /// <summary>Measures head sizes and lengths, full and causal.</summary>
    public static List<NeighbourRow> Measure(bool quick, FmaPeak peak)
    {
        int count = quick ? 512 : 2048;
        var rows = new List<NeighbourRow>();
        foreach (AttentionVariant variant in (ReadOnlySpan<AttentionVariant>)[AttentionVariant.Full, AttentionVariant.Causal])
        {
            peak.Measure();
            Add([new(12, count, 64), new(12, count, 128)], [new(12, count, 80), new(12, count, 96)], variant);
            Add([new(12, quick ? 768 : 3072, 64)], [new(12, quick ? 775 : 3079, 64)], variant);
        }
        return rows;

        void Add(SelfAttentionShape[] round, SelfAttentionShape[] ragged, AttentionVariant variant)
        {
            SelfAttentionShape[] shapes = [.. round, .. ragged];
            Console.Error.WriteLine($"{string.Join(", ", shapes)}, {variant.Name()} …");
            ForwardCall[] calls = [.. shapes.Select(shape => new ForwardCall(shape, variant))];
            foreach (ForwardCall call in calls) Timing.WarmUp(call.Run);
            Samples[] times = Timing.Alternate(
                quick ? 3 : Rounds, [.. calls.Select(call => (Func<double>)(() => Timing.Milliseconds(call.Run)))]);
            foreach (ForwardCall call in calls) call.Dispose();
            double[] speeds = [.. shapes.Select((shape, i) => times[i].GflopPerS(shape.ForwardFlops(variant)))];
            double fastest = speeds.Take(round.Length).Max();
            for (int i = 0; i < shapes.Length; i++)
                rows.Add(new(shapes[i], variant, i < round.Length, times[i], speeds[i], fastest / speeds[i]));
        }
    }
}
