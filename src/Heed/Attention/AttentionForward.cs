using System.Runtime.CompilerServices;
using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

/// <summary>
/// Exact attention in tiles with an online softmax (Milakov and Gimelshein 2018; Dao 2023, FlashAttention-2): never more than 72 × 256 scores.
/// </summary>
/// <remarks>
/// <para>First every key head is packed into panels (keys as columns) and its values, where they do not already lie well, into rows of whole
/// registers. Then each block of 72 queries of each head is one work item: for every 256 keys the scores (6 × 64 register tiles), the
/// softmax in base 2, and the product with the values.</para>
/// <para>Blocks are handed out with the longest of a head first, so that the last items are short ones.</para>
/// </remarks>
internal unsafe struct AttentionForward<TMask, TScore, TDropout, TObserver> : ILaneKernel
    where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout where TObserver : struct, IObserver
{
    public AttentionInputs Inputs;
    public HeadView Output;
    public float* LogSumExp; // [B, Hq, Tq], natural; may be null
    public TMask Mask;
    public TScore Score;
    public TDropout Dropout;
    public TObserver Observer;

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        HeadView q = Inputs.Queries, k = Inputs.Keys, v = Inputs.Values;
        int keyTiles = (k.Length + AttentionTiles.Keys - 1) / AttentionTiles.Keys;
        int keyHeads = k.Batch * k.Heads;
        int valueWidth = AttentionTiles.RoundUp(v.Width, TLane.Width);
        bool packValues = v.Width % TLane.Width != 0 || v.RowStride != v.Width || v.Element != ElementType.Float32;
        int wideRows = k.Element == ElementType.Float32 && v.Element == ElementType.Float32 ? 0 : AttentionTiles.Keys;

        long keyFloats = AttentionTiles.PackedColumns(k.Length, k.Width) * keyHeads;
        long valueFloats = packValues ? (long)k.Length * valueWidth * keyHeads : 0;
        long flagFloats = (long)keyHeads * keyTiles;
        int queryRow = q.Width;
        long scratchFloats = Math.Max(
            AttentionTiles.Rows * (long)(queryRow + AttentionTiles.Keys + valueWidth + 4),
            (long)wideRows * Math.Max(k.Width, v.Width)) + 64;
        scratchFloats = (scratchFloats + 15) / 16 * 16;
        long total = keyFloats + valueFloats + flagFloats + 64 + scratchFloats * Workers.Slots;
        float* memory = BufferPool.Rent(total);

        var packing = new AttentionPacking<TLane, TVector>
        {
            Keys = k, Values = v, PackedKeys = memory, PackedValues = packValues ? memory + keyFloats : null,
            Finite = (int*)(memory + keyFloats + valueFloats), KeyTiles = keyTiles, ValueWidth = valueWidth,
            Scratch = memory + (total - scratchFloats * Workers.Slots) / 16 * 16, ScratchFloats = scratchFloats,
        };
        var rows = new RowsJob<TLane, TVector>
        {
            Call = this, PackedKeys = memory, PackedValues = packing.PackedValues, Finite = packing.Finite,
            KeyTiles = keyTiles, ValueWidth = valueWidth,
            Scratch = packing.Scratch, ScratchFloats = scratchFloats,
            Blocks = (q.Length + AttentionTiles.Rows - 1) / AttentionTiles.Rows,
        };
        try
        {
            Workers.Run(keyHeads * keyTiles, ref packing);
            Workers.Run(q.Batch * q.Heads * rows.Blocks, ref rows);
        }
        finally
        {
            BufferPool.Return(memory, total);
        }
    }

    private struct RowsJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public AttentionForward<TMask, TScore, TDropout, TObserver> Call;
        public float* PackedKeys, PackedValues, Scratch;
        public int* Finite;
        public int KeyTiles, ValueWidth, Blocks;
        public long ScratchFloats;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int item, int worker)
        {
            const int tileKeys = AttentionTiles.Keys;
            HeadView q = Call.Inputs.Queries, k = Call.Inputs.Keys, v = Call.Inputs.Values;
            (int batchHead, int block) = Math.DivRem(item, Blocks);
            (int batch, int head) = Math.DivRem(batchHead, q.Heads);
            int row0 = (Blocks - 1 - block) * AttentionTiles.Rows;
            int rows = Math.Min(AttentionTiles.Rows, q.Length - row0);
            int keyHeadIndex = head / Call.Inputs.Group;
            int keyHead = batch * k.Heads + keyHeadIndex;
            int panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
            int width = q.Width;

            float* queries = Scratch + worker * ScratchFloats;
            float* scores = queries + AttentionTiles.Rows * width;
            float* outputs = scores + AttentionTiles.Rows * tileKeys;
            float* max = outputs + AttentionTiles.Rows * ValueWidth;
            float* sum = max + AttentionTiles.Rows;
            int* from = (int*)(sum + AttentionTiles.Rows); // per group of six rows: first and end column of this tile
            int* to = from + AttentionTiles.Rows;

            float* packedKeys = PackedKeys + keyHead * AttentionTiles.PackedColumns(k.Length, width);
            float* values = PackedValues != null ? PackedValues + (nint)keyHead * k.Length * ValueWidth : v.Row(batch, keyHeadIndex, 0);
            nint valueStride = PackedValues != null ? ValueWidth : v.RowStride;

            LoadQueries(q, batch, head, row0, rows, queries);
            new Span<float>(max, rows).Fill(float.NegativeInfinity);
            new Span<float>(sum, rows).Clear();
            new Span<float>(outputs, rows * ValueWidth).Clear();

            KeyRange range = Call.Mask.Range(batch, head, row0, rows, k.Length);
            for (int key0 = Math.Max(0, range.Start) / tileKeys * tileKeys; key0 < range.End; key0 += tileKeys)
            {
                key0 = Math.Max(key0, Call.Mask.NextKey(batch, head, row0, rows, key0, k.Length) / tileKeys * tileKeys);
                if (key0 >= range.End) break;
                int keys = Math.Min(tileKeys, k.Length - key0);
                if (!Columns(batch, head, row0, rows, key0, keys, from, to, out bool uniform)) continue;

                // Scores: one panel of keys stays in the first-level cache while all rows pass.
                float* panels = packedKeys + (nint)key0 * width;
                for (int column = 0; column < keys; column += panelWidth)
                {
                    float* panel = panels + (nint)column * width;
                    if (uniform)
                    {
                        if (column >= from[0] && column < to[0])
                            RegisterTile.Multiply<TLane, TVector>(rows, panelWidth, width, queries, width, 1, panel, panelWidth, scores + column, tileKeys, false);
                        continue;
                    }
                    for (int r = 0; r < rows; r += RegisterTile.Rows)
                        if (column >= from[r] && column < to[r])
                            RegisterTile.Multiply<TLane, TVector>(
                                Math.Min(RegisterTile.Rows, rows - r), panelWidth, width, queries + r * width, width, 1, panel, panelWidth,
                                scores + r * tileKeys + column, tileKeys, false);
                }

                bool finite = Finite[keyHead * KeyTiles + key0 / tileKeys] != 0;
                bool mixedTile = false;
                for (int r = 0; r < rows; r += RegisterTile.Rows)
                {
                    if (to[r] <= from[r]) continue;
                    int groupRows = Math.Min(RegisterTile.Rows, rows - r);
                    int first = from[r], columns = to[r] - first;
                    bool mixed = first + columns > keys
                        || Call.Mask.Cover(batch, head, row0 + r, groupRows, key0 + first, columns) != BlockCover.Whole;
                    mixedTile |= mixed;
                    for (int i = r; i < r + groupRows; i++)
                        Softmax(batch, head, row0 + i, key0 + first, columns, mixed, scores + i * tileKeys + first, outputs + i * ValueWidth, max + i, sum + i);
                }

                if (!finite && mixedTile)
                {
                    AddAllowedValues(batch, head, row0, rows, key0, keys, from, to, scores, values, valueStride, outputs);
                    continue;
                }
                // Values: 128 keys by one panel stay in the first-level cache while all rows pass.
                for (int column = 0; column < ValueWidth; column += panelWidth)
                {
                    int columns = Math.Min(panelWidth, ValueWidth - column);
                    for (int part = 0; part < keys; part += 128)
                    {
                        int partEnd = Math.Min(part + 128, keys);
                        for (int r = 0; r < rows; r += uniform ? rows : RegisterTile.Rows)
                        {
                            int start = Math.Max(from[r], part), depth = Math.Min(to[r], partEnd) - start;
                            if (depth > 0)
                                RegisterTile.Multiply<TLane, TVector>(
                                    uniform ? rows : Math.Min(RegisterTile.Rows, rows - r), columns, depth, scores + r * tileKeys + start, tileKeys, 1,
                                    values + (key0 + start) * valueStride + column, valueStride, outputs + r * ValueWidth + column, ValueWidth, true);
                        }
                    }
                }
            }
            Write(batch, head, row0, rows, outputs, max, sum);
        }

        /// <summary>Copies the queries, scaled; a plain score also takes its factor 1/ln 2 here.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void LoadQueries(HeadView q, int batch, int head, int row0, int rows, float* target)
        {
            float factor = TScore.IsIdentity ? Call.Inputs.Scale * Exponential.Log2E : Call.Inputs.Scale;
            TVector factors = TLane.Splat(factor);
            for (int r = 0; r < rows; r++, target += q.Width)
            {
                float* source = target;
                if (q.Element == ElementType.Float32) source = q.Row(batch, head, row0 + r);
                else Widening.Rows(q, batch, head, row0 + r, 1, target);
                int d = 0;
                for (; d + TLane.Width <= q.Width; d += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(source + d), factors), target + d);
                for (; d < q.Width; d++) target[d] = source[d] * factor;
            }
        }

        /// <summary>For every group of six rows the columns of this tile that it can see, in whole chunks; false when none can.</summary>
        private readonly bool Columns(int batch, int head, int row0, int rows, int key0, int keys, int* from, int* to, out bool uniform)
        {
            bool any = false;
            uniform = true;
            for (int r = 0; r < rows; r += RegisterTile.Rows)
            {
                int count = Math.Min(RegisterTile.Rows, rows - r);
                KeyRange seen = TObserver.IsEmpty
                    ? Call.Mask.Range(batch, head, row0 + r, count, Call.Inputs.Keys.Length).Intersect(new KeyRange(key0, key0 + keys))
                    : new KeyRange(key0, key0 + keys); // an observer is shown whole tiles
                bool empty = seen.IsEmpty || Call.Mask.Cover(batch, head, row0 + r, count, seen.Start, seen.End - seen.Start) == BlockCover.Empty;
                from[r] = empty ? 0 : (seen.Start - key0) / AttentionTiles.Chunk * AttentionTiles.Chunk;
                to[r] = empty ? 0 : AttentionTiles.RoundUp(seen.End - key0, AttentionTiles.Chunk);
                any |= !empty;
                uniform &= from[r] == from[0] && to[r] == to[0];
            }
            return any;
        }

        /// <summary>One row of one tile: scores become unnormalised weights; the row's running maximum, sum and output follow.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Softmax(int batch, int head, int row, int key, int columns, bool mixed, float* scores, float* output, float* max, float* sum)
        {
            int w = TLane.Width;
            if (!TScore.IsIdentity)
            {
                TVector log2E = TLane.Splat(Exponential.Log2E);
                for (int c = 0; c < columns; c += w)
                    TLane.Store(TLane.Multiply(Call.Score.Apply<TLane, TVector>(TLane.Load(scores + c), batch, head, row, key + c), log2E), scores + c);
            }

            TVector largest = TLane.Splat(float.NegativeInfinity);
            if (mixed)
            {
                largest = AttentionTiles.MaskedMax<TLane, TVector, TMask>(Call.Mask, batch, head, row, key, columns, Call.Inputs.Keys.Length, scores, largest);
            }
            else
            {
                // Two chains: the maximum waits four cycles for itself.
                TVector second = largest;
                for (int c = 0; c < columns; c += 2 * w)
                {
                    largest = TLane.Max(largest, TLane.Load(scores + c));
                    second = TLane.Max(second, TLane.Load(scores + c + w));
                }
                largest = TLane.Max(largest, second);
            }
            if (!TObserver.IsEmpty)
                Call.Observer.Tile(batch, head, row, 1, key, Math.Min(columns, Call.Inputs.Keys.Length - key), scores, columns);

            float before = *max;
            float now = MathF.Max(before, TLane.MaxAcross(largest));
            if (float.IsNegativeInfinity(now))
            {
                // Nothing to see here, or nothing but NaN, which a maximum can lose.
                if (!HasNaN(scores, columns))
                {
                    new Span<float>(scores, columns).Clear();
                    return;
                }
                now = float.NaN;
            }
            TVector shift = TLane.Splat(now);
            TVector total = TLane.Zero, total2 = TLane.Zero, scoreTotal = TLane.Zero, scoreTotal2 = TLane.Zero;
            TVector floor = TLane.Splat(-200f); // −∞ has weight 0, and 0·−∞ is NaN
            for (int c = 0; c < columns; c += 2 * w)
            {
                TVector s = TLane.Subtract(TLane.Load(scores + c), shift), s2 = TLane.Subtract(TLane.Load(scores + c + w), shift);
                TVector p = Exponential.Exp2<TLane, TVector>(s);
                TVector p2 = Exponential.Exp2<TLane, TVector>(s2);
                if (TObserver.SeesWeights)
                {
                    scoreTotal = TLane.FusedMultiplyAdd(p, TLane.Max(floor, s), scoreTotal);
                    scoreTotal2 = TLane.FusedMultiplyAdd(p2, TLane.Max(floor, s2), scoreTotal2);
                }
                TLane.Store(p, scores + c);
                TLane.Store(p2, scores + c + w);
                total = TLane.Add(total, p);
                total2 = TLane.Add(total2, p2);
            }
            float tileSum = TLane.Sum(TLane.Add(total, total2)), shrink = 1f;
            if (now != before)
            {
                shrink = float.IsNegativeInfinity(before) ? 0f : MathF.Pow(2f, before - now);
                *sum *= shrink;
                *max = now;
                TVector factor = TLane.Splat(shrink);
                for (int d = 0; d < ValueWidth; d += w) TLane.Store(TLane.Multiply(TLane.Load(output + d), factor), output + d);
            }
            *sum += tileSum;
            if (TObserver.SeesWeights)
                Call.Observer.Weights<TLane, TVector>(
                    batch, head, row, key, Math.Min(columns, Call.Inputs.Keys.Length - key), scores, now, shrink, tileSum, TLane.Sum(TLane.Add(scoreTotal, scoreTotal2)));
            if (!TDropout.IsEmpty) AttentionTiles.Drop<TLane, TVector, TDropout>(Call.Dropout, batch, head, row, key, columns, scores);
        }

        private static bool HasNaN(float* scores, int columns)
        {
            foreach (float score in new ReadOnlySpan<float>(scores, columns))
                if (float.IsNaN(score)) return true;
            return false;
        }

        /// <summary>The product with values of which some are NaN or ∞, pair by pair: what the mask hides must not be touched, not even with weight 0.</summary>
        private readonly void AddAllowedValues(
            int batch, int head, int row0, int rows, int key0, int keys, int* from, int* to, float* weights, float* values, nint valueStride, float* outputs)
        {
            int width = Call.Inputs.Values.Width;
            for (int r = 0; r < rows; r++)
            {
                int group = r / RegisterTile.Rows * RegisterTile.Rows;
                for (int c = from[group]; c < Math.Min(to[group], keys); c++)
                {
                    if (!Call.Mask.Allows(batch, head, row0 + r, key0 + c)) continue;
                    float weight = weights[r * AttentionTiles.Keys + c];
                    float* value = values + (key0 + c) * valueStride;
                    // As the register tile does it, so that a clean row gets the bits it would have without the poison.
                    for (int d = 0; d < width; d++)
                        outputs[r * ValueWidth + d] = TLane.Width == 1
                            ? outputs[r * ValueWidth + d] + weight * value[d]
                            : MathF.FusedMultiplyAdd(weight, value[d], outputs[r * ValueWidth + d]);
                }
            }
        }

        /// <summary>Takes the head's sink into a row: one more term of the sum, with nothing to add to the output.</summary>
        private readonly void AddSink(int head, float* max, float* sum, float* output)
        {
            float sink = Call.Inputs.Sink2(head);
            if (float.IsNegativeInfinity(sink)) return;
            if (sink > *max)
            {
                float shrink = float.IsNegativeInfinity(*max) ? 0f : MathF.Pow(2f, *max - sink);
                *sum *= shrink;
                for (int d = 0; d < ValueWidth; d++) output[d] *= shrink;
                *max = sink;
            }
            *sum += MathF.Pow(2f, sink - *max);
        }

        /// <summary>Divides by the sums. A row without keys gets 0 and −∞.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Write(int batch, int head, int row0, int rows, float* outputs, float* max, float* sum)
        {
            HeadView target = Call.Output;
            for (int r = 0; r < rows; r++)
            {
                AddSink(head, max + r, sum + r, outputs + r * ValueWidth);
                bool none = float.IsNegativeInfinity(max[r]);
                float logSumExp2 = none ? float.NegativeInfinity : max[r] + MathF.Log2(sum[r]);
                float inverse = none ? 0f : 1f / sum[r];
                float* output = outputs + r * ValueWidth;
                float* row = target.Row(batch, head, row0 + r);
                TVector factor = TLane.Splat(inverse);
                int d = 0;
                for (; d + TLane.Width <= target.Width; d += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(output + d), factor), row + d);
                for (; d < target.Width; d++) row[d] = output[d] * inverse;
                if (Call.LogSumExp != null)
                    Call.LogSumExp[((nint)batch * Call.Inputs.Queries.Heads + head) * Call.Inputs.Queries.Length + row0 + r] = logSumExp2 * Exponential.Ln2;
                if (!TObserver.IsEmpty) Call.Observer.Finish(batch, head, row0 + r, logSumExp2);
            }
        }
    }
}
