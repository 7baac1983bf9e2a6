using System.Runtime.CompilerServices;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

/// <summary>
/// Goes over the weights A = exp(s − LSE) of a call whose log-sum-exp is known, tile by tile: one product more, for what needs finished weights, such as sums
/// over queries, or of what is looked at. One (batch row, head), or a band of rows of a region, is one work item, so that no sum depends on the threads.
/// </summary>
internal unsafe struct AttentionWeights<TMask, TScore, TVisitor> : ILaneKernel
    where TMask : struct, IMask where TScore : struct, IScore where TVisitor : struct, IWeightVisitor
{
    public AttentionInputs Inputs;
    public float* LogSumExp; // [B, Hq, Tq], natural
    public TMask Mask;
    public TScore Score;
    public TVisitor Visitor;
    public WeightRegion? Region; // null for everything

    /// <summary>Queries in a tile: their weights stay in the first-level cache.</summary>
    private const int TileRows = 4 * RegisterTile.Rows;

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        HeadView q = Inputs.Queries, k = Inputs.Keys;
        long floats = AttentionTiles.Keys * (long)k.Width + TileRows * (long)(q.Width + AttentionTiles.Keys);
        floats = (floats + 31) / 16 * 16;
        float* memory = BufferPool.Rent(floats * Workers.Slots);
        var job = new HeadJob<TLane, TVector> { Call = this, Scratch = memory, ScratchFloats = floats };
        try
        {
            Workers.Run(Items, ref job);
        }
        finally
        {
            BufferPool.Return(memory, floats * Workers.Slots);
        }
    }

    private readonly int Items => Region is { } region
        ? (int)(((long)region.Rows.End - region.Rows.Start + region.BandRows - 1) / region.BandRows) : Inputs.Queries.Batch * Inputs.Queries.Heads;

    /// <summary>What one work item goes over. Of a region the last band comes first: under a causal mask it is the longest.</summary>
    private readonly WeightRegion this[int item]
    {
        get
        {
            if (Region is { } region)
            {
                int first = region.Rows.Start + (Items - 1 - item) * region.BandRows;
                return region with { Rows = new(first, (int)Math.Min((long)first + region.BandRows, region.Rows.End)) };
            }
            (int batch, int head) = Math.DivRem(item, Inputs.Queries.Heads);
            return new(batch, head, new(0, Inputs.Queries.Length), new(0, Inputs.Keys.Length));
        }
    }

    private struct HeadJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public AttentionWeights<TMask, TScore, TVisitor> Call;
        public float* Scratch;
        public long ScratchFloats;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int item, int worker)
        {
            const int tileKeys = AttentionTiles.Keys;
            HeadView q = Call.Inputs.Queries, k = Call.Inputs.Keys;
            WeightRegion part = Call[item];
            (int batch, int head, KeyRange all) = (part.Batch, part.Head, part.Rows);
            int panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
            float* panels = Scratch + worker * ScratchFloats;
            float* queries = panels + tileKeys * k.Width;
            float* weights = queries + TileRows * q.Width;
            float factor = TScore.IsIdentity ? Call.Inputs.Scale * Exponential.Log2E : Call.Inputs.Scale;

            KeyRange seen = Call.Mask.Range(batch, head, all.Start, all.End - all.Start, k.Length).Intersect(part.Keys);
            int firstKey = part.Keys.Start / AttentionTiles.Chunk * AttentionTiles.Chunk;
            for (int key0 = firstKey + (seen.Start - firstKey) / tileKeys * tileKeys; key0 < seen.End; key0 += tileKeys)
            {
                int keys = Math.Min(tileKeys, part.Keys.End - key0), padded = AttentionTiles.RoundUp(keys, AttentionTiles.Chunk);
                bool packed = false;
                for (int row0 = all.Start; row0 < all.End; row0 += TileRows)
                {
                    int rows = Math.Min(TileRows, all.End - row0);
                    if (Call.Mask.Range(batch, head, row0, rows, k.Length).Intersect(new KeyRange(key0, key0 + keys)).IsEmpty) continue;
                    BlockCover cover = Call.Mask.Cover(batch, head, row0, rows, key0, keys);
                    if (cover == BlockCover.Empty) continue;
                    if (!packed) AttentionTiles.PackPanels(k.Row(batch, head / Call.Inputs.Group, key0), k.RowStride, keys, k.Width, panels, panelWidth);
                    packed = true;

                    for (int r = 0; r < rows; r++) LoadQuery(q.Row(batch, head, row0 + r), factor, queries + r * q.Width, q.Width);
                    for (int c = 0; c < padded; c += panelWidth)
                        RegisterTile.Multiply<TLane, TVector>(rows, panelWidth, q.Width, queries, q.Width, 1, panels + c * q.Width, panelWidth, weights + c, tileKeys, false);
                    bool mixed = cover == BlockCover.Mixed || padded != keys;
                    for (int r = 0; r < rows; r++) Normalize(batch, head, row0 + r, key0, key0 + keys, mixed, weights + r * tileKeys);
                    Call.Visitor.Tile(batch, head, row0, rows, key0, keys, weights, tileKeys);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void LoadQuery(float* source, float factor, float* target, int width)
        {
            TVector factors = TLane.Splat(factor);
            int d = 0;
            for (; d + TLane.Width <= width; d += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(source + d), factors), target + d);
            for (; d < width; d++) target[d] = source[d] * factor;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Normalize(int batch, int head, int row, int key, int end, bool mixed, float* weights)
        {
            int columns = AttentionTiles.RoundUp(end - key, AttentionTiles.Chunk);
            HeadView q = Call.Inputs.Queries;
            float logSumExp2 = Call.LogSumExp[((nint)batch * q.Heads + head) * q.Length + row] * Exponential.Log2E;
            if (float.IsNegativeInfinity(logSumExp2))
            {
                new Span<float>(weights, columns).Clear();
                return;
            }
            TVector shift = TLane.Splat(logSumExp2), log2E = TLane.Splat(Exponential.Log2E);
            for (int c = 0; c < columns; c += AttentionTiles.Chunk)
            {
                ulong bits = mixed ? Call.Mask.Row64(batch, head, row, key + c) & new KeyRange(0, end).Bits64(key + c) : ulong.MaxValue;
                if (TScore.IsIdentity && bits == ulong.MaxValue)
                {
                    Exponentials(weights + c, shift);
                    continue;
                }
                for (int i = c; i < c + AttentionTiles.Chunk; i += TLane.Width)
                {
                    TVector s = TLane.Load(weights + i);
                    if (!TScore.IsIdentity) s = TLane.Multiply(Call.Score.Apply<TLane, TVector>(s, batch, head, row, key + i), log2E);
                    TVector a = Exponential.Exp2<TLane, TVector>(TLane.Subtract(s, shift));
                    TLane.Store(bits == ulong.MaxValue ? a : TLane.Select((uint)(bits >> (i - c)), a, TLane.Zero), weights + i);
                }
            }
        }

        /// <summary>One chunk, four registers at a time: the constants are then loaded once for four.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Exponentials(float* weights, TVector shift)
        {
            int w = TLane.Width;
            for (int i = 0; i < AttentionTiles.Chunk; i += 4 * w)
            {
                TVector s = TLane.Subtract(TLane.Load(weights + i), shift), s2 = TLane.Subtract(TLane.Load(weights + i + w), shift);
                TVector s3 = TLane.Subtract(TLane.Load(weights + i + 2 * w), shift), s4 = TLane.Subtract(TLane.Load(weights + i + 3 * w), shift);
                TLane.Store(Exponential.Exp2<TLane, TVector>(s), weights + i);
                TLane.Store(Exponential.Exp2<TLane, TVector>(s2), weights + i + w);
                TLane.Store(Exponential.Exp2<TLane, TVector>(s3), weights + i + 2 * w);
                TLane.Store(Exponential.Exp2<TLane, TVector>(s4), weights + i + 3 * w);
            }
        }
    }
}
