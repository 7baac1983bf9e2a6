namespace Heed.Positions;

/// <summary>
/// Cosines and sines for the positions of one call, made once and used for the queries and keys of every layer: by
/// <see cref="RotaryTable.At(int, int, int?)"/>, or from caches that were computed elsewhere.
/// </summary>
/// <remarks>Immutable, and safe to use from several threads at once. Stays valid when the table it came from grows.</remarks>
public sealed class RotaryAngles
{
    internal RotaryAngles(RotaryRows rows, int start, int count) => (Rows, Start, Count) = (rows, start, count);

    internal RotaryAngles(RotaryRows rows, int[] index, int batch, int count) => (Rows, Index, Batch, Count) = (rows, index, batch, count);

    /// <summary>T, the positions of a batch row.</summary>
    public int Count { get; }

    /// <summary>B, or null where every batch row has the same positions.</summary>
    public int? Batch { get; }

    /// <summary>d: how many numbers of a head turn.</summary>
    public int Width => 2 * Rows.Pairs;

    /// <summary>Which of them turn together.</summary>
    public RotaryLayout Layout => Rows.Layout;

    internal RotaryRows Rows { get; }

    /// <summary>The row of position 0 where there is no index.</summary>
    internal int Start { get; }

    /// <summary>[B, T]: the row of each position.</summary>
    internal int[]? Index { get; }

    /// <summary>Angles from caches: row p of each has the cosines and sines of position p.</summary>
    /// <param name="cos">[positions, d/2].</param>
    /// <param name="sin">[positions, d/2].</param>
    /// <param name="width">d, even and at least 2.</param>
    /// <param name="rows">[B, T]: the cache's row for each position.</param>
    /// <param name="batch">B, at least 1.</param>
    /// <param name="layout">Which numbers turn together.</param>
    /// <exception cref="ArgumentException">A size is off, or a row is outside the cache.</exception>
    public static RotaryAngles FromCache(
        ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, int width, ReadOnlySpan<int> rows, int batch, RotaryLayout layout)
    {
        RotaryTable.CheckWidth(width, layout);
        if (cos.Length % (width / 2) != 0)
            throw new ArgumentException($"cos: expected [positions, d/2={width / 2}]; got {cos.Length} values.", nameof(cos));
        if (sin.Length != cos.Length)
            throw new ArgumentException($"sin: expected {cos.Length} values as in cos; got {sin.Length}.", nameof(sin));
        RotaryTable.CheckBatch(rows.Length, batch, nameof(rows));
        int count = cos.Length / (width / 2);
        foreach (int row in rows)
            if ((uint)row >= (uint)count)
                throw new ArgumentException($"rows: expected rows 0 … {count - 1} of the cache; got {row}.", nameof(rows));
        return new RotaryAngles(RotaryRows.From(layout, cos, sin, width / 2), rows.ToArray(), batch, rows.Length / batch);
    }
}
