namespace Heed.Masks;

/// <summary>
/// Query i stands at position p = i + <paramref name="offset"/> and sees keys p − <paramref name="left"/> … p +
/// <paramref name="right"/>, both
/// inclusive; −1 leaves a side open.
/// <code>
/// left 1, right 0      left 1, right 1      left −1, right 1
///   x . . . .            x x . . .            x x . . .
///   x x . . .            x x x . .            x x x . .
///   . x x . .            . x x x .            x x x x .
/// </code>
/// </summary>
/// <remarks>The rule of FlashAttention and ONNX Attention-25. Mistral's "window w" is left = w − 1, right = 0.</remarks>
/// <param name="left">Keys before the query's own position, or −1 for all.</param>
/// <param name="right">Keys after it, or −1 for all.</param>
/// <param name="offset">Keys before the first query: its aligned position.</param>
public readonly struct SlidingWindow(int left, int right, int offset = 0) : IMask
{
    /// <summary>The last query stands at the last key.</summary>
    public static SlidingWindow BottomRight(int left, int right, int queryCount, int keyCount) => new(left, right, keyCount - queryCount);

    /// <inheritdoc/>
    public string Name => offset == 0 ? $"window({left}, {right})" : $"window({left}, {right}, {offset})";

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if (left < -1 || right < -1)
            throw new ArgumentException($"window: expected left and right of at least 0, or −1 for open; got {left} and {right}.", "mask");
    }

    /// <inheritdoc/>
    public bool Allows(int batch, int head, int row, int key)
    {
        long position = (long)row + offset;
        return (left < 0 || key >= position - left) && (right < 0 || key <= position + right);
    }

    /// <inheritdoc/>
    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount)
        => Of((long)firstRow + offset, (long)firstRow + rows - 1 + offset, keyCount);

    /// <inheritdoc/>
    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => Range(batch, head, firstRow, rows, keyCount).Next(key, keyCount);

    /// <inheritdoc/>
    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
    {
        long first = (long)firstRow + offset, last = first + rows - 1, lastKey = (long)firstKey + keys - 1;
        if ((left >= 0 && lastKey < first - left) || (right >= 0 && firstKey > last + right)) return BlockCover.Empty;
        return (left < 0 || firstKey >= last - left) && (right < 0 || lastKey <= first + right) ? BlockCover.Whole : BlockCover.Mixed;
    }

    /// <inheritdoc/>
    public ulong Row64(int batch, int head, int row, int firstKey)
        => Of((long)row + offset, (long)row + offset, int.MaxValue).Bits64(firstKey);

    private KeyRange Of(long first, long last, int keyCount)
        => new((int)(left < 0 ? 0 : Math.Clamp(first - left, 0, keyCount)),
            (int)(right < 0 ? keyCount : Math.Clamp(last + right + 1, 0, keyCount)));
}
