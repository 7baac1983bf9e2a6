using Heed.Masks;

namespace Heed.Tests.Cache;

/// <summary>What a query of each batch row sees of its own sequence: everything to its position, of which a window and sinks may be all that is left.</summary>
internal readonly struct SequenceMask(int[] lengths, int queryCount, int sinks, int window) : IMask
{
    public string Name => $"sequences({string.Join(", ", lengths)}) sinks {sinks} window {window}";

    public void Check(int batch, int heads, int queries, int keyCount) { }

    public bool Allows(int batch, int head, int row, int key)
    {
        long position = (long)lengths[batch] - queryCount + row;
        return key <= position && (key < sinks || key > position - window);
    }

    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, keyCount);

    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys) => BlockCover.Mixed;

    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount) => key;

    public ulong Row64(int batch, int head, int row, int firstKey)
    {
        ulong bits = 0;
        for (int i = 0; i < 64; i++)
            if (Allows(batch, head, row, firstKey + i)) bits |= 1ul << i;
        return bits;
    }
}
