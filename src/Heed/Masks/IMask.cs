namespace Heed.Masks;

/// <summary>
/// Which query may attend to which key. A mask is a small struct; the kernel is compiled for it, and asks it three things: the keys a
/// block of rows can see at all, whether a block is empty, whole or mixed, and inside mixed blocks the single pairs.
/// </summary>
/// <remarks>
/// <see cref="Allows"/> is the definition; the other members are faster answers to the same question and are tested against it.
/// Members must be pure and safe to call from several threads.
/// </remarks>
public interface IMask
{
    /// <summary>A short readable name, such as <c>causal &amp; padding</c>.</summary>
    string Name { get; }

    /// <summary>Refuses a call whose sizes the mask was not made for; called once, before the kernel.</summary>
    /// <exception cref="ArgumentException">The mask needs other sizes.</exception>
    void Check(int batch, int heads, int queryCount, int keyCount);

    /// <summary>Whether query <paramref name="row"/> may attend to <paramref name="key"/>.</summary>
    bool Allows(int batch, int head, int row, int key);

    /// <summary>A range that holds every key that any of the rows can see; empty when they see none.</summary>
    /// <param name="batch">Batch index.</param>
    /// <param name="head">Query head.</param>
    /// <param name="firstRow">First query row of the block.</param>
    /// <param name="rows">Rows in the block.</param>
    /// <param name="keyCount">Tk: the result lies within 0 … Tk.</param>
    KeyRange Range(int batch, int head, int firstRow, int rows, int keyCount);

    /// <summary>
    /// The first key from <paramref name="key"/> on that any of the rows may see, or <paramref name="keyCount"/>: lets the kernel step
    /// over stretches in the middle of
    /// <see cref="Range"/>. An earlier key is always a right answer, only slower.
    /// </summary>
    int NextKey(int batch, int head, int firstRow, int rows, int key, int keyCount);

    /// <summary>What is allowed in a block of pairs. <see cref="BlockCover.Mixed"/> is always a right answer, only slower.</summary>
    BlockCover Cover(int batch, int head, int firstRow, int rows, int firstKey, int keys);

    /// <summary>Bit i tells whether <paramref name="row"/> may attend to key <paramref name="firstKey"/> + i, for 64 keys. Bits past the
    /// last key do not matter.</summary>
    ulong Row64(int batch, int head, int row, int firstKey);
}
