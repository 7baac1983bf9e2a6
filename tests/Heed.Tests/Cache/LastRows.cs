using Heed.Masks;

namespace Heed.Tests.Cache;

/// <summary>A mask of whole sequences as the last rows of each see it: query t of a row with n positions is row n − Tq + t. Before the
/// first row nothing is seen.</summary>
internal readonly struct LastRows<TMask>(TMask mask, int[] lengths, int queryCount) : IMask where TMask : struct, IMask
{
    public string Name => mask.Name;

    public void Check(int batch, int heads, int queries, int keyCount) { }

    public bool Allows(int batch, int head, int row, int key)
    {
        int position = lengths[batch] - queryCount + row;
        return position >= 0 && mask.Allows(batch, head, position, key);
    }

    public KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount) => new(0, keyCount);

    public BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys) => BlockCover.Mixed;

    public int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount) => key;

    public ulong Row64(int batch, int head, int row, int firstKey) => throw new NotSupportedException("the definition alone is asked");
}
