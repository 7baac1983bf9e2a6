namespace Heed.Masks;

/// <summary>A user's own rule about single pairs, as a mask. It is asked for every pair: bound it with <c>And</c> where a range is known.</summary>
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
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys) => BlockCover.Mixed;
}
