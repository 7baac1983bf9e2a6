namespace Heed.Masks;

/// <summary>A mask over the first <paramref name="keys"/> keys; every query sees those that come after them, such as
/// an added bias key.</summary>
/// <param name="mask">The mask of the first keys.</param>
/// <param name="keys">How many they are.</param>
public readonly struct AlwaysAfter<TMask>(TMask mask, int keys) : IMask where TMask : struct, IMask
{
    /// <inheritdoc/>
    public string Name => $"{mask.Name}, then all";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (keys < 0 || keys > keyCount) throw new ArgumentException($"mask: expected at least {keys} keys; got {keyCount}.", "mask");
        mask.Check(batch, heads, queryCount, keys);
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => key >= keys || mask.Allows(batch, head, row, key);

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => mask.Range(batch, head, firstRow, rows, keys).Around(new KeyRange(keys, keyCount));

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => key >= keys ? key : mask.NextKey(batch, head, firstRow, rows, key, keys);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int count)
        => firstKey >= keys ? BlockCover.Whole
        : firstKey + count <= keys ? mask.Cover(batch, head, firstRow, rows, firstKey, count)
        : BlockCover.Mixed;

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        ulong after = new KeyRange(keys, int.MaxValue).Bits64(firstKey);
        return after == ulong.MaxValue ? after : after | mask.Row64(batch, head, row, firstKey) & ~after;
    }
}
