using System.Numerics;
using System.Runtime.CompilerServices;
using Heed.Masks;
using Heed.Numerics;

namespace Heed.Observers;

/// <summary>
/// A rectangle of the plane of weights in cells of 2ⁿ × 2ⁿ queries and keys: of each cell the largest weight, the sum of the weights and the number of pairs
/// that the mask allows. A coarse tile of a map, without the weights themselves.
/// </summary>
/// <remarks>A weight that is not a number makes the sum of its cell NaN, and may be left out of the largest.</remarks>
public readonly struct WeightCells<TMask> : IWeightVisitor where TMask : struct, IMask
{
    private const int Chunk = AttentionTiles.Chunk, MostLevel = 22;

    private readonly TMask _mask;
    private readonly int _level;
    private readonly float[] _largest;
    private readonly double[] _sums;
    private readonly long[] _allowed;

    /// <summary>Makes room for the cells.</summary>
    /// <param name="mask">Which pairs are allowed: the call's.</param>
    /// <param name="region">The rectangle, whose first row is a multiple of 2ⁿ and whose first key one of the larger of 2ⁿ and 64; it ends at a multiple of 64
    /// keys or at the last. Its bands are chosen here.</param>
    /// <param name="level">n, 0 … 22.</param>
    /// <exception cref="ArgumentException">The level or the region's place is off, or there are too many cells.</exception>
    public WeightCells(TMask mask, WeightRegion region, int level)
    {
        if ((uint)level > MostLevel) throw new ArgumentException($"level: expected 0 … {MostLevel}; got {level}.", nameof(level));
        int side = 1 << level, keyStep = Math.Max(side, Chunk);
        if (region.Rows.Start % side != 0 || region.Keys.Start % keyStep != 0)
            throw new ArgumentException(
                $"region: expected a first row that is a multiple of {side} and a first key of {keyStep}; got {region.Rows.Start} and {region.Keys.Start}.",
                nameof(region));
        (_mask, _level) = (mask, level);
        // A cell's sum must come from one thread.
        Region = region with { BandRows = Math.Max(side, WeightRegion.UsualBand) };
        Rows = Cells(region.Rows);
        Columns = Cells(region.Keys);
        int cells = Argument.Elements((Rows, nameof(region)), (Columns, nameof(region)));
        (_largest, _sums, _allowed) = (new float[cells], new double[cells], new long[cells]);

        int Cells(KeyRange range) => Math.Max(0, (int)(((long)range.End - range.Start + side - 1) >> level));
    }

    /// <summary>What to visit.</summary>
    public WeightRegion Region { get; }

    /// <summary>Cells from top to bottom.</summary>
    public int Rows { get; }

    /// <summary>Cells from left to right.</summary>
    public int Columns { get; }

    /// <summary>[Rows, Columns]: the largest weight; 0 where nothing is allowed.</summary>
    public ReadOnlySpan<float> Largest => _largest;

    /// <summary>[Rows, Columns]: the sum of the weights.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>[Rows, Columns]: pairs of query and key that the mask allows.</summary>
    public ReadOnlySpan<long> Allowed => _allowed;

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queryCount, int keyCount)
    {
        if ((uint)Region.Batch >= (uint)batch || (uint)Region.Head >= (uint)heads || Region.Rows.End > queryCount
            || Region.Keys.End > keyCount || (Region.Keys.End % Chunk != 0 && Region.Keys.End != keyCount))
            throw new ArgumentException(
                $"weight cells: expected a region within B={batch}, Hq={heads}, Tq={queryCount}, Tk={keyCount} that ends at a multiple of {Chunk} keys "
                + $"or at the last; got {Region}.", "visitor");
    }

    /// <inheritdoc/>
    public unsafe void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, int stride)
    {
        if (batch != Region.Batch || head != Region.Head) return;
        KeyRange i = Region.Rows.Intersect(new(firstRow, firstRow + rows)), j = Region.Keys.Intersect(new(firstKey, firstKey + keys));
        if (i.IsEmpty || j.IsEmpty) return;
        float* first = weights + (nint)(i.Start - firstRow) * stride + j.Start - firstKey;
        var kernel = new Reduction { Cells = this, Rows = i, Keys = j, Weights = first, Stride = stride };
        Lanes.Run(ref kernel);
    }

    private unsafe struct Reduction : ILaneKernel
    {
        public WeightCells<TMask> Cells;
        public KeyRange Rows, Keys;
        public float* Weights; // of the first row and key
        public int Stride;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            int level = Cells._level;
            float* largest = stackalloc float[2 * Chunk];
            float* sums = largest + Chunk;
            for (int row = Rows.Start; row < Rows.End;)
            {
                // A tile may hold rows of several cells, and a cell those of several tiles.
                int cellRow = (row - Cells.Region.Rows.Start) >> level;
                int end = (int)Math.Min(Rows.End, Cells.Region.Rows.Start + ((cellRow + 1L) << level));
                for (int key = Keys.Start; key < Keys.End; key += Chunk)
                {
                    int keys = Math.Min(Chunk, Keys.End - key);
                    BlockCover cover = Cells._mask.Cover(Cells.Region.Batch, Cells.Region.Head, row, end - row, key, keys);
                    if (cover == BlockCover.Empty) continue;
                    int cell = cellRow * Cells.Columns + ((key - Cells.Region.Keys.Start) >> level);
                    Down<TLane, TVector>(Weights + (nint)(row - Rows.Start) * Stride + key - Keys.Start, end - row, largest, sums);
                    if (1 << level >= TLane.Width) AcrossLanes<TLane, TVector>(cell, keys, largest, sums);
                    else Across(cell, keys, largest, sums);
                    if (cover == BlockCover.Mixed) CountSome(cell, row, end, key, keys);
                    else CountAll(cell, end - row, keys);
                }
                row = end;
            }
        }

        /// <summary>Of 64 columns the largest and the sum over some rows; weights are 0 past the last key.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Down<TLane, TVector>(float* weights, int rows, float* largest, float* sums)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            for (int c = 0; c < Chunk; c += 4 * w)
            {
                float* row = weights + c;
                TVector a = TLane.Zero, b = TLane.Zero, d = TLane.Zero, e = TLane.Zero;
                TVector aSum = TLane.Zero, bSum = TLane.Zero, dSum = TLane.Zero, eSum = TLane.Zero;
                for (int r = 0; r < rows; r++, row += Stride)
                {
                    TVector x = TLane.Load(row), y = TLane.Load(row + w), z = TLane.Load(row + 2 * w), u = TLane.Load(row + 3 * w);
                    (a, b, d, e) = (TLane.Max(a, x), TLane.Max(b, y), TLane.Max(d, z), TLane.Max(e, u));
                    (aSum, bSum, dSum, eSum) = (TLane.Add(aSum, x), TLane.Add(bSum, y), TLane.Add(dSum, z), TLane.Add(eSum, u));
                }
                TLane.Store(a, largest + c); TLane.Store(b, largest + c + w); TLane.Store(d, largest + c + 2 * w); TLane.Store(e, largest + c + 3 * w);
                TLane.Store(aSum, sums + c); TLane.Store(bSum, sums + c + w); TLane.Store(dSum, sums + c + 2 * w); TLane.Store(eSum, sums + c + 3 * w);
            }
        }

        /// <summary>A cell is as wide as whole lanes, or wider than the 64 columns.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void AcrossLanes<TLane, TVector>(int cell, int keys, float* largest, float* sums)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            int side = Math.Min(Chunk, 1 << Cells._level);
            for (int first = 0; first < keys; first += side)
            {
                TVector most = TLane.Load(largest + first), sum = TLane.Load(sums + first);
                for (int c = first + TLane.Width; c < first + side; c += TLane.Width)
                    (most, sum) = (TLane.Max(most, TLane.Load(largest + c)), TLane.Add(sum, TLane.Load(sums + c)));
                int at = cell + (first >> Cells._level);
                Cells._largest[at] = Math.Max(Cells._largest[at], TLane.MaxAcross(most));
                Cells._sums[at] += TLane.Sum(sum);
            }
        }

        /// <summary>A cell is narrower than a lane: one by one, of few weights in a map so deep.</summary>
        private readonly void Across(int cell, int keys, float* largest, float* sums)
        {
            for (int c = 0; c < keys; c++)
            {
                int at = cell + (c >> Cells._level);
                Cells._largest[at] = Math.Max(Cells._largest[at], largest[c]);
                Cells._sums[at] += sums[c];
            }
        }

        private readonly void CountAll(int cell, int rows, int keys)
        {
            int side = Math.Min(Chunk, 1 << Cells._level);
            for (int c = 0; c < keys; c += side) Cells._allowed[cell + (c >> Cells._level)] += (long)rows * Math.Min(side, keys - c);
        }

        private readonly void CountSome(int cell, int row, int end, int key, int keys)
        {
            int side = Math.Min(Chunk, 1 << Cells._level);
            for (; row < end; row++)
            {
                ulong bits = Cells._mask.Row64(Cells.Region.Batch, Cells.Region.Head, row, key) & new KeyRange(0, keys).Bits64(0);
                for (int c = 0; c < keys && bits != 0; c += side)
                    Cells._allowed[cell + (c >> Cells._level)] += BitOperations.PopCount(bits & new KeyRange(c, c + side).Bits64(0));
            }
        }
    }
}
