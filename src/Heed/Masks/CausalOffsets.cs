namespace Heed.Masks;

/// <summary>Causal with an alignment of its own for each batch row: query i of batch row b sees keys 0 … i + offsets[b], as when caches of
/// different lengths go on together.</summary>
/// <param name="offsets">[B]: keys before the first query.</param>
public readonly struct CausalOffsets(int[] offsets) : IMask
{
    /// <inheritdoc/>
    public string Name => "causal(by batch row)";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (offsets?.Length != batch)
            throw new ArgumentException(
                $"causal offsets: expected one for each of {batch} batch rows; got {offsets?.Length ?? 0}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => Row(batch).Allows(batch, head, row, key);

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => Row(batch).Range(batch, head, firstRow, rows, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => Row(batch).Cover(batch, head, firstRow, rows, firstKey, keys);

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey) => Row(batch).Row64(batch, head, row, firstKey);

    private Causal Row(int batch) => new(offsets[batch]);
}
