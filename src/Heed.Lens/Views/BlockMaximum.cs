using System.Numerics.Tensors;
using Heed.Observers;

namespace Heed.Lens.Views;

/// <summary>The largest weight of each block of queries and keys, of chosen heads.</summary>
/// <param name="maps">[Hq] what is filled; null for heads that are not wanted.</param>
/// <param name="queryCount">Tq.</param>
/// <param name="keyCount">Tk.</param>
/// <param name="block">Queries and keys a block.</param>
internal readonly struct BlockMaximum(HeadMap?[] maps, int queryCount, int keyCount, int block) : IWeightVisitor
{
    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
    {
        if (batch != 1 || heads != maps.Length || queries != queryCount || keys != keyCount)
            throw new ArgumentException(
                $"block maximum: expected B=1, Hq={maps.Length}, Tq={queryCount}, Tk={keyCount}; got {batch}, {heads}, {queries}, {keys}.", "visitor");
    }

    /// <inheritdoc/>
    public unsafe void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
    {
        if (maps[head] is not { } map) return;
        keys = Math.Min(keys, keyCount - firstKey);
        for (int r = 0; r < rows; r++)
        {
            Span<float> cells = map.Cells.AsSpan((firstRow + r) / block * map.Columns, map.Columns);
            var row = new ReadOnlySpan<float>(weights + (nint)r * stride, keys);
            for (int k = 0; k < keys;)
            {
                int cell = (firstKey + k) / block, count = Math.Min(keys - k, (cell + 1) * block - firstKey - k);
                // The log-sum-exp is rounded, and a weight of 1 with it.
                cells[cell] = Math.Min(1, Math.Max(cells[cell], TensorPrimitives.Max(row.Slice(k, count))));
                k += count;
            }
        }
    }
}
