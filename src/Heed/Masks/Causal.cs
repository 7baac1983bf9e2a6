namespace Heed.Masks;

/// <summary>
/// Query i sees keys 0 … i + <paramref name="offset"/>.
/// <code>
/// bottom-right, Tq 3, Tk 5     top-left, Tq 3, Tk 5
///   x x x . .                    x . . . .
///   x x x x .                    x x . . .
///   x x x x x                    x x x . .
/// </code>
/// </summary>
/// <param name="offset">Keys before the first query: its aligned position.</param>
public readonly struct Causal(int offset) : IMask
{
    /// <summary>The last query sees the last key: what follows a cache, and FlashAttention's rule from 2.1. Rows may be left with no
    /// key when Tq &gt; Tk.</summary>
    public static Causal BottomRight(int queryCount, int keyCount) => new(keyCount - queryCount);

    /// <summary>The first query sees the first key alone: the rule of ONNX and PyTorch.</summary>
    public static Causal TopLeft => new(0);

    /// <inheritdoc/>
    public string Name => offset == 0 ? "causal" : $"causal({offset})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount) { }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key) => key <= (long)row + offset;

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => new(0, (int)Math.Clamp((long)firstRow + rows + offset, 0, keyCount));

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => (long)firstKey + keys - 1 <= (long)firstRow + offset ? BlockCover.Whole
        : firstKey > (long)firstRow + rows - 1 + offset ? BlockCover.Empty
        : BlockCover.Mixed;

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
        => new KeyRange(0, (int)Math.Clamp((long)row + offset + 1, 0, int.MaxValue)).Bits64(firstKey);
}
