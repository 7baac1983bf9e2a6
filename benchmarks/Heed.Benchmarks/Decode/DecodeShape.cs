namespace Heed.Benchmarks;

/// <summary>One step of decoding for one sequence.</summary>
/// <param name="Heads">Hq.</param>
/// <param name="KeyHeads">Hkv.</param>
/// <param name="Queries">Tq, new positions.</param>
/// <param name="Keys">Tk, positions in the cache.</param>
/// <param name="Width">D, of values too.</param>
internal readonly record struct DecodeShape(int Heads, int KeyHeads, int Queries, int Keys, int Width)
{
    /// <summary>A grouped model at a long and a short context, one with four drafted tokens, and one whose heads share nothing.</summary>
    public static readonly DecodeShape[] Four = [new(32, 8, 1, 8192, 128), new(32, 8, 1, 1024, 128), new(32, 8, 4, 8192, 128), new(12, 12, 1, 8192, 64)];

    /// <summary>Keys of one head and position, and as many values.</summary>
    public int Floats(int count) => checked(KeyHeads * count * Width);

    /// <inheritdoc/>
    public override string ToString() => $"Hq{Heads} Hkv{KeyHeads} Tq{Queries} Tk{Keys} D{Width}";
}
