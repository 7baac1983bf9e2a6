using Heed.Masks;

namespace Heed.Tests.Masks;

/// <summary>Any mask behind one type, so that pairs of them need no kernel each.</summary>
internal readonly struct AnyMask(IMask mask) : IMask
{
    public string Name => mask.Name;

    public void Check(int batch, int heads, int queryCount, int keyCount) => mask.Check(batch, heads, queryCount, keyCount);

    public bool Allows(int batch, int head, int row, int key) => mask.Allows(batch, head, row, key);

    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => mask.Range(batch, head, firstRow, rows, keyCount);

    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount)
        => mask.NextKey(batch, head, firstRow, rows, key, keyCount);

    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys)
        => mask.Cover(batch, head, firstRow, rows, firstKey, keys);

    public ulong Row64(int batch, int head, int row, int firstKey) => mask.Row64(batch, head, row, firstKey);
}
