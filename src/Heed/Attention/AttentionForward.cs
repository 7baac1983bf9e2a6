using System.Numerics;
using System.Runtime.CompilerServices;
using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

/// <summary>
/// Exact attention in tiles with an online softmax (Milakov and Gimelshein 2018; Dao 2023, FlashAttention-2): never more than 12 × 768 scores a thread.
/// </summary>
/// <remarks>
/// <para>A block of queries of one head is one work item. For every 768 keys it packs them into panels (keys as columns) and the values, where they
/// do not already lie well, into rows of whole registers; both then stay in the second-level cache while the rows pass six by six: their
/// scores (6 × 64 register tiles), the softmax in base 2, the product with the values. Scores never leave the first-level cache, and six rows'
/// exponentials are computed between the steps of the product of the six before.</para>
/// </remarks>
internal unsafe partial struct AttentionForward<TMask, TScore, TDropout, TObserver> : ILaneKernel
    where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout where TObserver : struct, IObserver
{
    /// <summary>
    /// Keys in a tile, counted from key 0 whatever the mask: the pieces of a row's sums never depend on its neighbours. Three times as many as
    /// the backward pass takes: only six rows of scores are kept, and a row's ends come a third as often.
    /// </summary>
    private const int TileKeys = 768;

    private const int MostLanes = 16;

    private const float Floor = -200f; // −∞ has weight 0, and 0·−∞ is NaN

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
        int valueWidth = AttentionTiles.RoundUp(v.Width, TLane.Width);
        bool packValues = v.Width % TLane.Width != 0 || v.RowStride != v.Width || v.Element != ElementType.Float32;
        bool widens = k.Element != ElementType.Float32 || v.Element != ElementType.Float32;
        var blocks = new QueryBlocks(q);

        long scratchFloats = (2 * RegisterTile.Rows + 2) * MostLanes + (long)blocks.MostRows * (q.Width + valueWidth + 2)
            + TileKeys * (long)(2 * RegisterTile.Rows + k.Width + (packValues ? valueWidth : 0) + (widens ? Math.Max(k.Width, v.Width) : 0));
        scratchFloats = AttentionTiles.RoundUp(scratchFloats, 16);
        float* memory = BufferPool.Rent(scratchFloats * Workers.Slots);
        var rows = new RowsJob<TLane, TVector>
        {
            Call = this, ValueWidth = valueWidth, PackValues = packValues, Scratch = memory, ScratchFloats = scratchFloats,
            Blocks = blocks,
        };
        try
        {
            Workers.Run(blocks.Count, ref rows);
        }
        finally
        {
            BufferPool.Return(memory, scratchFloats * Workers.Slots);
        }
    }

    private partial struct RowsJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public AttentionForward<TMask, TScore, TDropout, TObserver> Call;
        public float* Scratch;
        public long ScratchFloats;
        public bool PackValues;
        public QueryBlocks Blocks;
        public int ValueWidth;

        /// <summary>One block of queries of one head and the tile of keys it is at.</summary>
        private ref struct Block
        {
            public int Batch, Head, KeyHead, Row0, Rows, Key0, Keys;
            public float* Queries, Outputs, Max, Sum; // [rows, D], [rows, Dv], [rows], [rows]
            public float* Scores, OtherScores;        // [6, 768]: of the rows at hand, of those before
            public float* Shifts, Shrinks, Totals;    // [6], [6], [2, 6, lanes]: of the rows at hand
            public float* Panels, PackedValues, Wide; // one tile: [keys / panel, D, panel], [keys, Dv], rows as float32
            public float* Values;                     // [keys, Dv]
            public nint ValueStride;
            public int PackedKeys;                    // columns of the tile that are packed
            public bool ValuesReady, FiniteKnown, Finite;
            public RowPrefetch NextQueries, NextKeys, NextValues;
            public Waiting Waiting;
        }

        /// <summary>Rows whose weights are ready and not yet multiplied with the values.</summary>
        private struct Waiting
        {
            public int Row, Rows, First, End;         // first row in the block, rows, columns of the tile
            public uint Live;                         // bit i set where something of chunk i is seen
            public bool Mixed;                        // whether the mask hides some of these pairs
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int item, int worker)
        {
            HeadView q = Call.Inputs.Queries, k = Call.Inputs.Keys;
            (int batch, int head, int row0, int rows) = Blocks[item];
            var block = new Block { Batch = batch, Head = head, KeyHead = head / Call.Inputs.Group, Row0 = row0, Rows = rows };
            block.Queries = Scratch + worker * ScratchFloats;
            block.Outputs = block.Queries + Blocks.MostRows * q.Width;
            block.Max = block.Outputs + Blocks.MostRows * ValueWidth;
            block.Sum = block.Max + Blocks.MostRows;
            block.Scores = block.Sum + Blocks.MostRows;
            block.OtherScores = block.Scores + RegisterTile.Rows * TileKeys;
            block.Totals = block.OtherScores + RegisterTile.Rows * TileKeys;
            block.Shifts = block.Totals + 2 * RegisterTile.Rows * MostLanes;
            block.Shrinks = block.Shifts + MostLanes;
            block.Panels = block.Shrinks + MostLanes;
            block.PackedValues = block.Panels + TileKeys * k.Width;
            block.Wide = block.PackedValues + (PackValues ? TileKeys * ValueWidth : 0);

            LoadQueries(q, batch, head, block.Row0, block.Rows, block.Queries);
            new Span<float>(block.Max, block.Rows).Fill(float.NegativeInfinity);
            new Span<float>(block.Sum, block.Rows).Clear();
            new Span<float>(block.Outputs, block.Rows * ValueWidth).Clear();

            KeyRange range = Call.Mask.Range(batch, head, block.Row0, block.Rows, k.Length);
            for (int key0 = Math.Max(0, range.Start) / TileKeys * TileKeys; key0 < range.End; key0 += TileKeys)
            {
                key0 = Math.Max(key0, Call.Mask.NextKey(batch, head, block.Row0, block.Rows, key0, k.Length) / TileKeys * TileKeys);
                if (key0 >= range.End) break;
                block.Key0 = key0;
                block.Keys = Math.Min(TileKeys, k.Length - key0);
                block.PackedKeys = 0;
                block.ValuesReady = block.FiniteKnown = false;
                if (key0 + TileKeys < range.End) AskForTile(ref block, range);
                else AskForItem(ref block, item + Workers.Count);
                for (int r = 0; r < block.Rows; r += RegisterTile.Rows) Group(ref block, r, Math.Min(RegisterTile.Rows, block.Rows - r));
                var nothing = new NoBeside();
                AddValues(ref block, ref nothing);
            }
            Write(batch, head, block.Row0, block.Rows, block.Outputs, block.Max, block.Sum);
        }

        /// <summary>Lets the keys and values of the next tile come while this one is worked on.</summary>
        private readonly void AskForTile(ref Block block, KeyRange range)
        {
            int first = block.Key0 + TileKeys, count = Math.Min(first + TileKeys, range.End) - first, steps = Steps(block);
            block.NextQueries = default;
            block.NextKeys = new RowPrefetch(Call.Inputs.Keys, block.Batch, block.KeyHead, first, count, steps);
            block.NextValues = new RowPrefetch(Call.Inputs.Values, block.Batch, block.KeyHead, first, count, steps);
        }

        /// <summary>Lets what an item begins with come during the last tile of this one: most likely it is this thread's next, when it is as many on as there are threads.</summary>
        private readonly void AskForItem(ref Block block, int item)
        {
            HeadView q = Call.Inputs.Queries;
            if (item >= Blocks.Count)
            {
                block.NextQueries = block.NextKeys = block.NextValues = default;
                return;
            }
            (int batch, int head, int row0, int rows) = Blocks[item];
            int steps = Steps(block);
            KeyRange keys = Call.Mask.Range(batch, head, row0, rows, Call.Inputs.Keys.Length);
            int keyHead = head / Call.Inputs.Group, count = Math.Min(TileKeys, keys.End - keys.Start);
            block.NextQueries = new RowPrefetch(q, batch, head, row0, rows, steps);
            block.NextKeys = new RowPrefetch(Call.Inputs.Keys, batch, keyHead, keys.Start, count, steps);
            block.NextValues = new RowPrefetch(Call.Inputs.Values, batch, keyHead, keys.Start, count, steps);
        }

        /// <summary>Panels that the rows of a block take through a tile.</summary>
        private static int Steps(in Block block)
            => ((block.Rows + RegisterTile.Rows - 1) / RegisterTile.Rows) * ((block.Keys + RegisterTile.PanelWidth<TLane, TVector>() - 1) / RegisterTile.PanelWidth<TLane, TVector>());

        /// <summary>Up to six rows, from <paramref name="r"/> on, by one tile of keys.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Group(ref Block block, int r, int rows)
        {
            int row = block.Row0 + r, width = Call.Inputs.Queries.Width, panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
            var tile = new KeyRange(block.Key0, block.Key0 + block.Keys);
            // An observer is shown whole tiles.
            KeyRange seen = TObserver.IsEmpty ? Call.Mask.Range(block.Batch, block.Head, row, rows, Call.Inputs.Keys.Length).Intersect(tile) : tile;
            if (seen.IsEmpty) return;
            BlockCover cover = Call.Mask.Cover(block.Batch, block.Head, row, rows, seen.Start, seen.End - seen.Start);
            if (cover == BlockCover.Empty) return;

            // Scores in whole registers, the softmax in whole chunks, values up to the last key seen.
            int first = (seen.Start - block.Key0) / AttentionTiles.Chunk * AttentionTiles.Chunk;
            int end = seen.End - block.Key0, columns = AttentionTiles.RoundUp(end - first, AttentionTiles.Chunk);
            uint live = uint.MaxValue, mixed = 0;
            if (cover != BlockCover.Whole || first != seen.Start - block.Key0 || first + columns != end)
            {
                (live, mixed) = AttentionTiles.Chunks(Call.Mask, block.Batch, block.Head, row, rows, block.Key0 + first, columns, Call.Inputs.Keys.Length);
                if (live == 0) return;
                if (TObserver.IsEmpty)
                {
                    int before = BitOperations.TrailingZeroCount(live), past = 32 - BitOperations.LeadingZeroCount(live);
                    end = Math.Min(end, first + past * AttentionTiles.Chunk);
                    columns = (past - before) * AttentionTiles.Chunk;
                    first += before * AttentionTiles.Chunk;
                    live >>= before;
                    mixed >>= before;
                }
            }
            PackKeys(ref block, end);
            float* scores = block.Scores;
            for (int column = first; column < end; column += panelWidth)
            {
                if ((live >> ((column - first) / AttentionTiles.Chunk) & 1) == 0) continue;
                block.NextKeys.Step();
                block.NextValues.Step();
                block.NextQueries.Step();
                RegisterTile.Multiply<TLane, TVector>(
                    rows, Math.Min(panelWidth, end - column), width, block.Queries + r * width, width, 1, block.Panels + (nint)column * width, panelWidth,
                    scores + column, TileKeys, false);
            }
            Shift(ref block, r, rows, first, columns, mixed);
            int steps = (block.Waiting.End - block.Waiting.First) / RegisterTile.BesideSteps * ((ValueWidth + panelWidth - 1) / panelWidth);
            var weights = new WeightsBeside(block, rows, first, columns, steps);
            AddValues(ref block, ref weights);
            weights.Finish();
            Sum(ref block, r, rows, first, columns);
            block.Waiting = new Waiting { Row = r, Rows = rows, First = first, End = end, Live = live, Mixed = mixed != 0 };
            block.Scores = block.OtherScores;
            block.OtherScores = scores;
        }

        /// <summary>The product of the waiting rows' weights with the values.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddValues<TBeside>(ref Block block, ref TBeside beside) where TBeside : struct, IBeside
        {
            Waiting w = block.Waiting;
            block.Waiting = default;
            if (w.Rows == 0) return;
            LoadValues(ref block);
            if (w.Mixed && !AllFinite(ref block))
            {
                AddAllowedValues(ref block, w);
                return;
            }
            int panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
            int chunks = AttentionTiles.RoundUp(w.End - w.First, AttentionTiles.Chunk) / AttentionTiles.Chunk;
            for (int chunk = 0; chunk < chunks;)
            {
                int run = Math.Min(BitOperations.TrailingZeroCount(~(w.Live >> chunk)), chunks - chunk);
                int first = w.First + chunk * AttentionTiles.Chunk, depth = Math.Min(run * AttentionTiles.Chunk, w.End - first);
                chunk += Math.Max(run, 1);
                if (run == 0) continue;
                for (int column = 0; column < ValueWidth; column += panelWidth)
                    RegisterTile.Multiply<TLane, TVector, TBeside>(
                        w.Rows, Math.Min(panelWidth, ValueWidth - column), depth, block.OtherScores + first, TileKeys, 1,
                        block.Values + first * block.ValueStride + column, block.ValueStride,
                        block.Outputs + w.Row * ValueWidth + column, ValueWidth, true, ref beside);
            }
        }

        /// <summary>Packs the tile's keys as columns, at least the first <paramref name="end"/> of them.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void PackKeys(ref Block block, int end)
        {
            if (block.PackedKeys >= end) return;
            HeadView k = Call.Inputs.Keys;
            int first = block.PackedKeys, width = k.Width;
            int last = Math.Min(AttentionTiles.RoundUp(end, AttentionTiles.Chunk), block.Keys);
            float* source = Rows(k, ref block, first, last - first, out nint stride);
            AttentionTiles.PackPanels(source, stride, last - first, width, block.Panels + first * width, RegisterTile.PanelWidth<TLane, TVector>());
            block.PackedKeys = AttentionTiles.RoundUp(last, AttentionTiles.Chunk);
        }

        /// <summary>The tile's values as rows of whole registers: where they lie, or packed.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void LoadValues(ref Block block)
        {
            if (block.ValuesReady) return;
            HeadView v = Call.Inputs.Values;
            block.ValuesReady = true;
            block.Values = Rows(v, ref block, 0, block.Keys, out block.ValueStride);
            if (!PackValues) return;
            PanelPacking.Copy(block.Values, block.ValueStride, block.Keys, v.Width, block.PackedValues, ValueWidth);
            block.Values = block.PackedValues;
            block.ValueStride = ValueWidth;
        }

        private readonly bool AllFinite(ref Block block)
        {
            if (!block.FiniteKnown)
                block.Finite = PanelPacking.AllFinite<TLane, TVector>(block.Values, block.ValueStride, block.Keys, Call.Inputs.Values.Width);
            block.FiniteKnown = true;
            return block.Finite;
        }

        /// <summary>Rows of the tile as float32: where they lie, or widened.</summary>
        private static float* Rows(HeadView view, ref Block block, int first, int count, out nint stride)
        {
            if (view.Element == ElementType.Float32)
            {
                stride = view.RowStride;
                return view.Row(block.Batch, block.KeyHead, block.Key0 + first);
            }
            stride = view.Width;
            Widening.Rows(view, block.Batch, block.KeyHead, block.Key0 + first, count, block.Wide);
            return block.Wide;
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

        /// <summary>The product with values of which some are NaN or ∞, pair by pair: what the mask hides must not be touched, not even with weight 0.</summary>
        private readonly void AddAllowedValues(ref Block block, in Waiting waiting)
        {
            int width = Call.Inputs.Values.Width;
            for (int i = 0; i < waiting.Rows; i++)
            {
                float* output = block.Outputs + (waiting.Row + i) * ValueWidth;
                for (int c = waiting.First; c < waiting.End; c++)
                {
                    if (!Call.Mask.Allows(block.Batch, block.Head, block.Row0 + waiting.Row + i, block.Key0 + c)) continue;
                    float weight = block.OtherScores[i * TileKeys + c];
                    float* value = block.Values + c * block.ValueStride;
                    // As the register tile does it, so that a clean row gets the bits it would have without the poison.
                    for (int d = 0; d < width; d++)
                        output[d] = TLane.Width == 1 ? output[d] + weight * value[d] : MathF.FusedMultiplyAdd(weight, value[d], output[d]);
                }
            }
        }

        /// <summary>Takes the head's sink (base 2) into a row: one more term of the sum, with nothing to add to the output.</summary>
        private readonly void AddSink(float sink, float* max, float* sum, float* output)
        {
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
            float sink = Call.Inputs.Sink2(head);
            for (int r = 0; r < rows; r++)
            {
                if (!float.IsNegativeInfinity(sink)) AddSink(sink, max + r, sum + r, outputs + r * ValueWidth);
                bool none = float.IsNegativeInfinity(max[r]);
                float inverse = none ? 0f : 1f / sum[r];
                float* output = outputs + r * ValueWidth;
                float* row = target.Row(batch, head, row0 + r);
                TVector factor = TLane.Splat(inverse);
                int d = 0;
                for (; d + TLane.Width <= target.Width; d += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(output + d), factor), row + d);
                for (; d < target.Width; d++) row[d] = output[d] * inverse;
                if (Call.LogSumExp == null && TObserver.IsEmpty) continue;
                float logSumExp2 = none ? float.NegativeInfinity : max[r] + MathF.Log2(sum[r]);
                if (Call.LogSumExp != null)
                    Call.LogSumExp[((nint)batch * Call.Inputs.Queries.Heads + head) * Call.Inputs.Queries.Length + row0 + r] = logSumExp2 * Exponential.Ln2;
                if (!TObserver.IsEmpty) Call.Observer.Finish(batch, head, row0 + r, logSumExp2);
            }
        }
    }
}
