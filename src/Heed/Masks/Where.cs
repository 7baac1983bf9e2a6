namespace Heed.Masks;

/// <summary>A user's own rule about single pairs, as a mask. It is asked for every pair: bound it with <c>And</c> where
/// a range is known.</summary>
/// <param name="rule">The rule.</param>
public readonly struct Where<TRule>(TRule rule) : IMask where TRule : struct, IPairRule
{
    /// <inheritdoc/>
    public string Name => rule.Name;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => rule.Allows(batch, head, row, key);

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys) => BlockCover.Mixed;

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        ulong bits = 0;
        for (int i = 0; i < 64; i++)
            if (rule.Allows(batch, head, row, firstKey + i)) bits |= 1ul << i;
        return bits;
    }
}
