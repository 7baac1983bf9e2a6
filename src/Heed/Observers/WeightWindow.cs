using Heed.Masks;

namespace Heed.Observers;

/// <summary>The exact weights of a rectangle of queries and keys of one head: a tile of a map.</summary>
/// <param name="batch">Batch index.</param>
/// <param name="head">Query head.</param>
/// <param name="rows">The queries.</param>
/// <param name="columns">The keys.</param>
/// <param name="weights">[rows, columns], cleared by the caller; what no tile reaches stays as it is.</param>
public readonly unsafe struct WeightWindow(int batch, int head, KeyRange rows, KeyRange columns, float* weights) : IWeightVisitor
{
    private readonly float* _weights = weights;

    /// <inheritdoc/>
    public void Check(int batches, int heads, int queryCount, int keyCount)
    {
        if ((uint)batch >= (uint)batches || (uint)head >= (uint)heads)
            throw new ArgumentException(
                $"weight window: expected a head within B={batches}, Hq={heads}; got batch row {batch}, head {head}.", "visitor");
        if (rows.Start < 0 || rows.End > queryCount || columns.Start < 0 || columns.End > keyCount)
            throw new ArgumentException(
                $"weight window: expected queries 0 … {queryCount} and keys 0 … {keyCount}; "
                + $"got {rows.Start} … {rows.End} and {columns.Start} … {columns.End}.",
                "visitor");
        if (_weights == null && !rows.IsEmpty && !columns.IsEmpty)
            throw new ArgumentException("weight window: expected memory to write to; got null.", "visitor");
    }

    /// <inheritdoc/>
    public void Tile(int b, int h, int firstRow, int count, int firstKey, int keys, float* source, int stride)
    {
        if (b != batch || h != head) return;
        KeyRange i = rows.Intersect(new KeyRange(firstRow, firstRow + count)),
            j = columns.Intersect(new KeyRange(firstKey, firstKey + keys));
        if (j.IsEmpty) return;
        for (int row = i.Start; row < i.End; row++)
            new ReadOnlySpan<float>(source + (nint)(row - firstRow) * stride + j.Start - firstKey, j.End - j.Start)
                .CopyTo(new Span<float>(
                    _weights + (nint)(row - rows.Start) * (columns.End - columns.Start) + j.Start - columns.Start, j.End - j.Start));
    }
}
