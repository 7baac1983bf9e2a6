using System.Runtime.CompilerServices;
using Heed.Cache;
using Heed.Masks;
using Heed.Numerics;

namespace Heed;

/// <summary>
/// Attention of a few queries straight from a cache (Dao et al. 2023, Flash-Decoding): each part of 256 keys of each key head is a work item that
/// leaves a maximum, a sum and Σ p·v for every query that reads it; the parts are then put together in ascending order:
/// <code>
/// M = max m_p     o = Σ_p 2^(m_p − M)·o_p / Σ_p 2^(m_p − M)·l_p     LSE = (M + log₂ Σ_p 2^(m_p − M)·l_p)·ln 2
/// </code>
/// </summary>
/// <remarks>
/// All query heads of a group, and up to eight positions, take one reading of a key head: its rows come from memory once. What a row may not
/// see is left out of its sums, never multiplied by 0, so what lies there cannot leak.
/// </remarks>
internal unsafe struct AttentionDecode<TRows> : ILaneKernel where TRows : struct, ICacheRows
{
    /// <summary>Positions taken together; more of them are taken eight by eight, each group with a reading of its own.</summary>
    private const int QueryBlock = 8;

    private DecodeCall _call;
    private TRows _rows;

    public static void Run(in DecodeCall call, TRows rows)
    {
        var kernel = new AttentionDecode<TRows> { _call = call, _rows = rows };
        kernel._call = call with { Window = Math.Min(call.Window, rows.Window) };
        Lanes.Run(ref kernel);
    }

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        for (int first = 0; first < _call.Queries.Length; first += QueryBlock)
            RunBlock<TLane, TVector>(first, Math.Min(QueryBlock, _call.Queries.Length - first));
    }

    private readonly void RunBlock<TLane, TVector>(int first, int count) where TLane : struct, ILane<TVector> where TVector : struct
    {
        int batch = _call.Queries.Batch, group = _call.Queries.Heads / _call.KeyHeads;
        var block = new Block { Call = _call, Rows = _rows, First = first, Count = count, Group = group };
        for (int b = 0; b < batch; b++) block.Items = checked(block.Items + block.Parts(b).Count * _call.KeyHeads);

        int queries = block.Queries;
        block.PartFloats = (long)queries * (_rows.ValueStride + 2) + 15 & ~15L;
        block.ScratchFloats = (long)queries * (_rows.KeyStride + DecodeParts.Keys + 2) + _rows.ScratchFloats + 31 & ~15L;
        long parts = block.PartFloats * block.Items, scratch = block.ScratchFloats * Workers.Slots, total = parts + scratch + batch + 1;
        block.Partial = BufferPool.Rent(total);
        block.Scratch = block.Partial + parts;
        block.FirstItem = (int*)(block.Scratch + scratch);
        block.FirstItem[0] = 0;
        for (int b = 0; b < batch; b++) block.FirstItem[b + 1] = block.FirstItem[b] + block.Parts(b).Count * _call.KeyHeads;
        var reading = new PartJob<TLane, TVector> { Block = block };
        var merging = new MergeJob<TLane, TVector> { Block = block };
        try
        {
            Workers.Run(block.Items, ref reading);
            Workers.Run(batch * _call.KeyHeads * queries, ref merging);
        }
        finally
        {
            BufferPool.Return(block.Partial, total);
        }
    }

    /// <summary>Up to eight positions of every head. A query of a key head is numbered t·group + g.</summary>
    private struct Block
    {
        public DecodeCall Call;
        public TRows Rows;
        public int First, Count, Group, Items;
        public int* FirstItem; // [B + 1]: items before those of each batch row, which are [Hkv, its parts]
        public long PartFloats, ScratchFloats;
        public float* Partial; // [items] of [queries, Dv] sums of p·v, [queries] maxima, [queries] sums
        public float* Scratch; // [threads] of queries, scores, ranges, widened rows

        public readonly int Queries => Count * Group;

        public readonly int Position(int batch, int query) => Rows.Length(batch) - Call.Queries.Length + First + query / Group;

        public readonly DecodeParts Parts(int batch) => new(Position(batch, 0), Count, Rows.Sinks, Call.Window);

        public readonly float* Item(int item) => Partial + item * PartFloats;

        /// <summary>The batch row of an item: the last one that begins at it or before.</summary>
        public readonly int BatchOf(int item)
        {
            int low = 0, high = Call.Queries.Batch - 1;
            while (low < high)
            {
                int middle = (low + high + 1) / 2;
                if (FirstItem[middle] <= item) low = middle;
                else high = middle - 1;
            }
            return low;
        }
    }

    private struct PartJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Block Block;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int item, int worker)
        {
            int batch = Block.BatchOf(item);
            DecodeParts parts = Block.Parts(batch);
            (int head, int part) = Math.DivRem(item - Block.FirstItem[batch], parts.Count);
            KeyRange bounds = parts.Bounds(part);
            if (bounds.IsEmpty) return;

            int queryCount = Block.Queries, keyStride = Block.Rows.KeyStride, valueStride = Block.Rows.ValueStride;
            int origin = bounds.Start / DecodeParts.Keys * DecodeParts.Keys; // registers of scores begin at whole positions for every query
            float* widened = Block.Scratch + worker * Block.ScratchFloats;
            float* queries = widened + Block.Rows.ScratchFloats;
            float* scores = queries + (nint)queryCount * keyStride;
            KeyRange* seen = (KeyRange*)(scores + (nint)queryCount * DecodeParts.Keys);
            float* outputs = Block.Item(item);
            float* max = outputs + (nint)queryCount * valueStride;
            float* sum = max + queryCount;

            // What follows the keys. (Asking for the next item's keys at the end as well was tried: 4 % slower on two threads.)
            float* values = null;
            if (Block.Rows.ScratchFloats == 0) values = Block.Rows.Values(batch, head, bounds.Start, bounds.End - bounds.Start, null, out _, out _);
            LoadQueries(batch, head, queries);
            for (int at = bounds.Start; at < bounds.End;)
            {
                float* rows = Block.Rows.Keys(batch, head, at, bounds.End - at, widened, out int count, out float* next);
                for (int row = 0; row < count; row += DecodeTiles.Run)
                    DecodeTiles.Scores<TLane, TVector>(
                        queries, queryCount, rows + (nint)row * keyStride, Math.Min(DecodeTiles.Run, count - row), keyStride,
                        scores + (at - origin + row), DecodeParts.Keys, Ahead(rows, row, count, keyStride, at + count < bounds.End ? next : values));
                at += count;
            }
            for (int r = 0; r < queryCount; r++)
            {
                KeyRange range = parts.Seen(part, Block.Position(batch, r));
                seen[r] = range.IsEmpty ? default : new(range.Start - origin, range.End - origin);
                if (!range.IsEmpty) sum[r] = Softmax(scores + r * DecodeParts.Keys, seen[r], max + r);
            }
            new Span<float>(outputs, queryCount * valueStride).Clear();
            for (int at = bounds.Start; at < bounds.End;)
            {
                float* rows = Block.Rows.Values(batch, head, at, bounds.End - at, widened, out int count, out float* next);
                for (int row = 0; row < count; row += DecodeTiles.Run)
                {
                    int first = at - origin + row;
                    KeyRange run = new(first, first + Math.Min(DecodeTiles.Run, count - row));
                    float* ahead = Ahead(rows, row, count, valueStride, next);
                    for (int r = 0; r < queryCount; r += 2)
                        AddValues(scores, seen, r, Math.Min(r + 1, queryCount - 1), rows + (nint)row * valueStride, run, outputs, r == 0 ? ahead : null);
                }
                at += count;
            }
        }

        /// <summary>What is read after the run of rows that begins at <paramref name="row"/>.</summary>
        private static float* Ahead(float* rows, int row, int count, int stride, float* next)
            => row + DecodeTiles.Run < count ? rows + (nint)(row + DecodeTiles.Run) * stride : next;

        /// <summary>Copies the queries of a key head, with the scale and 1/ln 2 in them, filled up with zeros.</summary>
        private readonly void LoadQueries(int batch, int head, float* target)
        {
            HeadView source = Block.Call.Queries;
            float factor = Block.Call.Scale * Exponential.Log2E;
            int stride = Block.Rows.KeyStride;
            for (int r = 0; r < Block.Queries; r++, target += stride)
            {
                (int t, int g) = Math.DivRem(r, Block.Group);
                float* query = source.Row(batch, head * Block.Group + g, Block.First + t);
                for (int d = 0; d < source.Width; d++) target[d] = query[d] * factor;
                new Span<float>(target + source.Width, stride - source.Width).Clear();
            }
        }

        /// <summary>Scores become weights 2^(s − max); returns their sum. The ends of the first and last register are filled with −∞.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Softmax(float* scores, KeyRange range, float* max)
        {
            int w = TLane.Width;
            int start = range.Start / w * w, end = (range.End + w - 1) / w * w;
            new Span<float>(scores + start, range.Start - start).Fill(float.NegativeInfinity);
            new Span<float>(scores + range.End, end - range.End).Fill(float.NegativeInfinity);
            TVector largest = TLane.Splat(float.NegativeInfinity);
            for (int j = start; j < end; j += w) largest = TLane.Max(largest, TLane.Load(scores + j));
            *max = TLane.MaxAcross(largest);
            // A maximum can lose a NaN; the sum below cannot. −∞ throughout has no distance to itself.
            TVector shift = TLane.Splat(float.IsNegativeInfinity(*max) ? 0f : *max), total = TLane.Zero;
            for (int j = start; j < end; j += w)
            {
                TVector p = Exponential.Exp2<TLane, TVector>(TLane.Subtract(TLane.Load(scores + j), shift));
                TLane.Store(p, scores + j);
                total = TLane.Add(total, p);
            }
            return TLane.Sum(total);
        }

        /// <summary>Adds a run of value rows to two queries: together where both see a row, alone where one does, in ascending order for each.</summary>
        private readonly void AddValues(float* weights, KeyRange* seen, int r0, int r1, float* rows, KeyRange run, float* outputs, float* ahead)
        {
            KeyRange a = seen[r0].Intersect(run), b = seen[r1].Intersect(run), both = a.Intersect(b);
            if (a == b && !a.IsEmpty)
            {
                Add(weights, r0, r1, rows, run, a, outputs, ahead);
                return;
            }
            if (both.IsEmpty)
            {
                Add(weights, r0, r0, rows, run, a, outputs, ahead);
                Add(weights, r1, r1, rows, run, b, outputs, ahead);
                return;
            }
            // The second is at the first's position or after it: its range begins and ends no earlier.
            Add(weights, r0, r0, rows, run, new(a.Start, both.Start), outputs, ahead);
            Add(weights, r0, r1, rows, run, both, outputs, ahead);
            Add(weights, r1, r1, rows, run, new(both.End, b.End), outputs, ahead);
        }

        private readonly void Add(float* weights, int r0, int r1, float* rows, KeyRange run, KeyRange range, float* outputs, float* ahead)
        {
            if (range.IsEmpty) return;
            int stride = Block.Rows.ValueStride;
            nint skipped = (nint)(range.Start - run.Start) * stride;
            DecodeTiles.Accumulate<TLane, TVector>(
                weights + r0 * DecodeParts.Keys + range.Start, weights + r1 * DecodeParts.Keys + range.Start,
                rows + skipped, range.End - range.Start, stride,
                outputs + (nint)r0 * stride, outputs + (nint)r1 * stride, ahead == null ? null : ahead + skipped);
        }
    }

    private struct MergeJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Block Block;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int item, int worker)
        {
            int queryCount = Block.Queries, stride = Block.Rows.ValueStride;
            (int keyHead, int r) = Math.DivRem(item, queryCount);
            (int batch, int head) = Math.DivRem(keyHead, Block.Call.KeyHeads);
            (int t, int g) = Math.DivRem(r, Block.Group);
            int queryHead = head * Block.Group + g, row = Block.First + t;
            DecodeParts parts = Block.Parts(batch);
            int position = Block.Position(batch, r), first = Block.FirstItem[batch] + head * parts.Count;

            float max = float.NegativeInfinity;
            for (int p = 0; p < parts.Count; p++)
                if (!parts.Seen(p, position).IsEmpty) max = MathF.Max(max, Max(first + p)[r]); // NaN stays
            float shift = float.IsNegativeInfinity(max) ? 0f : max, sum = 0f;
            // The first part's own place takes the sum of all.
            float* total = null;
            for (int p = 0; p < parts.Count; p++)
            {
                if (parts.Seen(p, position).IsEmpty) continue;
                float factor = Exponential.Exp2<LaneScalar, float>(Max(first + p)[r] - shift);
                sum += factor * Max(first + p)[queryCount + r];
                float* part = Block.Item(first + p) + (nint)r * stride;
                TVector factors = TLane.Splat(factor);
                for (int d = 0; d < stride; d += TLane.Width)
                {
                    TVector scaled = TLane.Multiply(TLane.Load(part + d), factors);
                    TLane.Store(total == null ? scaled : TLane.Add(TLane.Load(total + d), scaled), (total == null ? part : total) + d);
                }
                if (total == null) total = part;
            }
            Write(batch, queryHead, row, total, sum, max);
        }

        private readonly float* Max(int item) => Block.Item(item) + (nint)Block.Queries * Block.Rows.ValueStride;

        /// <summary>Divides by the sum. A row that sees nothing, or nothing but −∞, gets 0 and −∞.</summary>
        private readonly void Write(int batch, int queryHead, int row, float* total, float sum, float max)
        {
            HeadView output = Block.Call.Output;
            float* target = output.Row(batch, queryHead, row);
            bool none = total == null || sum == 0;
            float inverse = 1f / sum;
            for (int d = 0; d < output.Width; d++) target[d] = none ? 0f : total[d] * inverse;
            if (Block.Call.LogSumExp == 0) return;
            nint at = ((nint)batch * output.Heads + queryHead) * output.Length + row;
            float finite = float.IsNegativeInfinity(max) ? 0f : max; // −∞ here with a sum is a NaN that the maximum lost
            ((float*)Block.Call.LogSumExp)[at] = none ? float.NegativeInfinity : (finite + MathF.Log2(sum)) * Exponential.Ln2;
        }
    }
}
