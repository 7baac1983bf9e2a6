namespace Heed.Masks;

/// <summary>
/// A prefix that everyone sees, both ways, and causal attention after it (Raffel et al. 2020, prefix LM).
/// <code>
/// prefix 2
///   x x . .
///   x x . .
///   x x x .
///   x x x x
/// </code>
/// </summary>
/// <param name="prefixes">[B]: keys of each batch row's prefix.</param>
/// <param name="offset">Keys before the first query: its aligned position.</param>
public readonly struct PrefixLm(int[] prefixes, int offset = 0) : IMask
{
    /// <inheritdoc/>
    public string Name => "prefix-lm";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (prefixes?.Length != batch)
            throw new ArgumentException(
                $"prefix-lm: expected a prefix length for each of {batch} batch rows; got {prefixes?.Length ?? 0}.", "mask");
        foreach (int prefix in prefixes)
            if (prefix < 0) throw new ArgumentException($"prefix-lm: expected lengths of at least 0; got {prefix}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => key < prefixes[batch] || key <= (long)row + offset;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => new(0, Math.Min(End(batch, firstRow + rows - 1), keyCount));

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => (long)firstKey + keys <= End(batch, firstRow) ? BlockCover.Whole
        : firstKey >= End(batch, firstRow + rows - 1) ? BlockCover.Empty
        : BlockCover.Mixed;

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => new KeyRange(0, End(batch, row)).Bits64(firstKey);

    private int End(int batch, int row) => (int)Math.Clamp(Math.Max(prefixes[batch], (long)row + offset + 1), 0, int.MaxValue);
}
