using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// y = x·Wᵀ + b for one x and any number of weights, which are read where and as they are stored and never copied as a whole.
/// </summary>
/// <remarks>
/// <para>Up to four rows of x, a token of each of a few texts, are limited by how fast the weights come from memory: every number of y is a product of two
/// rows along their length, four rows of W at a time (<see cref="StoredDots"/>). More rows are a matrix product (<see cref="StoredPanels"/>), in which W gives
/// the numbers that are broadcast and x, copied into panels, the registers: packing x costs less than packing W, which is larger, and
/// numbers of other formats need only be widened.</para>
/// <para>The bits of a row of y depend on the row of x, the weights, and on whether x has more than four rows; not on the other rows, the threads
/// or the other weights. y must not overlap x or W.</para>
/// </remarks>
public static unsafe class StoredProduct
{
    private const int FewRows = 4, WidenedFloats = 1 << 20;

    /// <summary>Computes one map.</summary>
    /// <param name="x">[M, K], column stride 1.</param>
    /// <param name="map">W [N, K], b [N] and y [M, N].</param>
    /// <exception cref="ArgumentException">A size is off.</exception>
    public static void Multiply(Matrix x, StoredMap map) => Multiply(x, new ReadOnlySpan<StoredMap>(in map));

    /// <summary>Computes several maps of the same x.</summary>
    /// <param name="x">[M, K], column stride 1.</param>
    /// <param name="maps">For each W [N, K], b [N] and y [M, N].</param>
    /// <exception cref="ArgumentException">A size is off.</exception>
    public static void Multiply(Matrix x, params ReadOnlySpan<StoredMap> maps)
    {
        if (x.ColumnStride != 1) throw new ArgumentException($"stored product: expected x with column stride 1; got {x.ColumnStride}.", nameof(x));
        foreach (StoredMap map in maps)
        {
            if (map.Weight.Columns != x.Columns || map.Stride < map.Weight.Rows)
                throw new ArgumentException(
                    $"stored product: expected weights [N, {x.Columns}] for x[{x.Rows}, {x.Columns}] and rows of y at least N apart; "
                    + $"got [{map.Weight.Rows}, {map.Weight.Columns}] and {map.Stride}.", nameof(maps));
        }
        if (x.Rows == 0 || maps.IsEmpty) return;
        fixed (StoredMap* first = maps)
        {
            if (x.Rows <= FewRows)
            {
                var dots = new StoredDots { X = x, Maps = first, Count = maps.Length };
                Lanes.Run(ref dots);
            }
            else
            {
                var panels = new StoredPanels { X = x, Maps = first, Count = maps.Length };
                Lanes.Run(ref panels);
            }
        }
    }

    /// <summary>dx = dy·W, or dx + dy·W: the way back.</summary>
    /// <param name="dy">[M, N].</param>
    /// <param name="weight">W, [N, K].</param>
    /// <param name="dx">[M, K], column stride 1.</param>
    /// <param name="accumulate">Adds to what dx holds.</param>
    public static void MultiplyBack(Matrix dy, StoredMatrix weight, Matrix dx, bool accumulate)
    {
        if (weight.Format == StoredFormat.Float32)
        {
            MatrixProduct.Multiply(dy, new Matrix((float*)weight.Data, weight.Rows, weight.Columns), dx, accumulate: accumulate);
            return;
        }
        // A few rows of W at a time are widened.
        int most = Math.Clamp(WidenedFloats / Math.Max(1, weight.Columns), 1, Math.Max(1, weight.Rows));
        float* widened = BufferPool.Rent((long)most * weight.Columns);
        try
        {
            int first = 0;
            do
            {
                int rows = Math.Min(most, weight.Rows - first);
                for (int r = 0; r < rows; r++) weight.Read(first + r, widened + (nint)r * weight.Columns);
                var part = new Matrix(dy.Data + first * dy.ColumnStride, dy.Rows, rows, dy.RowStride, dy.ColumnStride);
                MatrixProduct.Multiply(part, new Matrix(widened, rows, weight.Columns), dx, accumulate: accumulate);
                accumulate = true;
                first += most;
            }
            while (first < weight.Rows);
        }
        finally
        {
            BufferPool.Return(widened, (long)most * weight.Columns);
        }
    }

    /// <summary>Which map an item belongs to, and its place in it, when each has one for every <paramref name="rowsPerItem"/> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int MapOf(StoredMap* maps, int rowsPerItem, ref int item)
    {
        int map = 0;
        for (int count; item >= (count = (maps[map].Weight.Rows + rowsPerItem - 1) / rowsPerItem); map++) item -= count;
        return map;
    }
}
