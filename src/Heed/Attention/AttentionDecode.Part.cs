using System.Numerics;
using System.Runtime.CompilerServices;
using Heed.Masks;
using Heed.Numerics;

namespace Heed;

internal unsafe partial struct AttentionDecode<TRows, TMask, TScore>
{
    /// <summary>Reads one part of one key head for all queries of the block.</summary>
    private struct PartJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Block Block;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int item, int worker)
        {
            (int batch, int head) = Math.DivRem(Block.KeyHeadOf(item), Block.Call.KeyHeads);
            DecodeParts parts = Block.Parts(batch);
            int queryCount = Block.Queries, keyStride = Block.Rows.KeyStride, valueStride = Block.Rows.ValueStride;
            float* widened = Block.Scratch + worker * Block.ScratchFloats;
            float* queries = widened + Block.Rows.ScratchFloats;
            float* scores = queries + (nint)queryCount * keyStride;
            ulong* allowed = (ulong*)(scores + (nint)queryCount * DecodeParts.Keys);
            KeyRange* seen = (KeyRange*)(allowed + queryCount * Words);
            float* outputs = Block.Item(item);
            float* max = outputs + (nint)queryCount * valueStride;
            float* sum = max + queryCount;

            KeyRange bounds = default;
            for (int r = 0; r < queryCount; r++)
            {
                seen[r] = Block.Seen(parts, Block.Part[item], batch, head, r);
                bounds = bounds.Around(seen[r]);
            }
            int origin = bounds.Start / DecodeParts.Keys * DecodeParts.Keys; // registers of scores begin at whole positions for every query

            // What follows the keys. (Asking for the next item's keys at the end as well was tried: 4 % slower on two threads.)
            float* values = null;
            if (Block.Rows.ScratchFloats == 0)
                values = Block.Rows.Values(batch, head, bounds.Start, bounds.End - bounds.Start, null, out _, out _);
            LoadQueries(batch, head, queries);
            for (int at = bounds.Start; at < bounds.End;)
            {
                float* rows = Block.Rows.Keys(batch, head, at, bounds.End - at, widened, out int count, out float* next);
                for (int row = 0; row < count; row += DecodeTiles.Run)
                    DecodeTiles.Scores<TLane, TVector>(
                        queries, queryCount, rows + (nint)row * keyStride, Math.Min(DecodeTiles.Run, count - row), keyStride,
                        scores + (at - origin + row), DecodeParts.Keys,
                        Ahead(rows, row, count, keyStride, at + count < bounds.End ? next : values));
                at += count;
            }
            for (int r = 0; r < queryCount; r++)
            {
                int row = Block.Position(batch, r), queryHead = Block.QueryHead(head, r);
                ulong* bits = allowed + r * Words;
                Allow(batch, queryHead, row, origin, seen[r], bits);
                if (seen[r].IsEmpty) continue;
                KeyRange range = new(seen[r].Start - origin, seen[r].End - origin);
                sum[r] = Softmax(batch, queryHead, row, origin, scores + r * DecodeParts.Keys, range, bits, max + r);
            }
            new Span<float>(outputs, queryCount * valueStride).Clear();
            for (int at = bounds.Start; at < bounds.End;)
            {
                float* rows = Block.Rows.Values(batch, head, at, bounds.End - at, widened, out int count, out float* next);
                for (int row = 0; row < count; row += DecodeTiles.Run)
                {
                    float* ahead = Ahead(rows, row, count, valueStride, next);
                    for (int r = 0; r < queryCount; r += 2)
                        AddValues(
                            scores, allowed, r, Math.Min(r + 1, queryCount - 1), rows + (nint)row * valueStride, at - origin + row,
                            Math.Min(DecodeTiles.Run, count - row), outputs, r == 0 ? ahead : null);
                }
                at += count;
            }
        }

        private const int Words = Block.WordFloats / 2;

        /// <summary>What is read after the run of rows that begins at <paramref name="row"/>.</summary>
        private static float* Ahead(float* rows, int row, int count, int stride, float* next)
            => row + DecodeTiles.Run < count ? rows + (nint)(row + DecodeTiles.Run) * stride : next;

        /// <summary>Copies the queries of a key head, scaled and, for a plain score, divided by ln 2; filled up with zeros.</summary>
        private readonly void LoadQueries(int batch, int head, float* target)
        {
            HeadView source = Block.Call.Queries;
            float factor = TScore.IsIdentity ? Block.Call.Scale * Exponential.Log2E : Block.Call.Scale;
            int stride = Block.Rows.KeyStride;
            for (int r = 0; r < Block.Queries; r++, target += stride)
            {
                int t = Block.First + r / Block.Group, queryHead = Block.QueryHead(head, r);
                float* query = target;
                if (source.Element == ElementType.Float32) query = source.Row(batch, queryHead, t);
                else Widening.Rows(source, batch, queryHead, t, 1, target);
                for (int d = 0; d < source.Width; d++) target[d] = query[d] * factor;
                new Span<float>(target + source.Width, stride - source.Width).Clear();
            }
        }

        /// <summary>The bits of a part's 256 positions: 1 where a query sees one.</summary>
        private void Allow(int batch, int head, int row, int origin, KeyRange seen, ulong* bits)
        {
            bool whole = seen.IsEmpty || Block.Mask.Cover(batch, head, row, 1, seen.Start, seen.End - seen.Start) == BlockCover.Whole;
            for (int word = 0; word < Words; word++)
            {
                int first = origin + word * 64;
                bits[word] = word < Words - 1 ? seen.Bits64(first) : 0;
                if (!whole && bits[word] != 0) bits[word] &= Block.Mask.Row64(batch, head, row, first);
            }
        }

        /// <summary>Scores become weights 2^(s − max), 0 for what lies in the range's registers and is not seen; returns their
        /// sum.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float Softmax(int batch, int head, int row, int origin, float* scores, KeyRange range, ulong* bits, float* max)
        {
            int w = TLane.Width;
            int start = range.Start / w * w, end = (range.End + w - 1) / w * w;
            if (!TScore.IsIdentity)
            {
                TVector log2E = TLane.Splat(Exponential.Log2E);
                for (int j = start; j < end; j += w)
                {
                    TVector changed = Block.Score.Apply<TLane, TVector>(TLane.Load(scores + j), batch, head, row, origin + j);
                    TLane.Store(TLane.Multiply(changed, log2E), scores + j);
                }
            }
            Hide(scores, start, end, bits);
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

        /// <summary>Sets the scores that are not seen to −∞, in whole words of bits.</summary>
        private static void Hide(float* scores, int start, int end, ulong* bits)
        {
            TVector none = TLane.Splat(float.NegativeInfinity);
            for (int word = start / 64; word * 64 < end; word++)
            {
                if (bits[word] == ulong.MaxValue) continue;
                float* s = scores + word * 64;
                for (int i = 0; i < 64; i += TLane.Width)
                    TLane.Store(TLane.Select((uint)(bits[word] >> i), TLane.Load(s + i), none), s + i);
            }
        }

        /// <summary>
        /// Adds a run of value rows to two queries: together where both see a row, alone where one does, in ascending order for each.
        /// </summary>
        private readonly void AddValues(
            float* weights, ulong* allowed, int r0, int r1, float* rows, int first, int count, float* outputs, float* ahead)
        {
            int stride = Block.Rows.ValueStride;
            ulong a = Run64(allowed + r0 * Words, first, count), b = Run64(allowed + r1 * Words, first, count);
            while ((a | b) != 0)
            {
                int start = BitOperations.TrailingZeroCount(a | b);
                int length = Math.Min(Alike(a >> start), Alike(b >> start));
                int from = (a >> start & 1) != 0 ? r0 : r1, to = (b >> start & 1) != 0 ? r1 : r0;
                nint skipped = (nint)start * stride;
                DecodeTiles.Accumulate<TLane, TVector>(
                    weights + from * DecodeParts.Keys + first + start, weights + to * DecodeParts.Keys + first + start,
                    rows + skipped, length, stride,
                    outputs + (nint)from * stride, outputs + (nint)to * stride, ahead == null ? null : ahead + skipped);
                ulong done = (1ul << length) - 1 << start;
                a &= ~done;
                b &= ~done;
            }
        }

        /// <summary>The bits of <paramref name="count"/> positions, at most 32, from <paramref name="first"/> on.</summary>
        private static ulong Run64(ulong* bits, int first, int count)
        {
            int word = first / 64, shift = first % 64;
            ulong run = shift == 0 ? bits[word] : bits[word] >> shift | bits[word + 1] << 64 - shift;
            return run & (1ul << count) - 1;
        }

        /// <summary>How many bits from the lowest on are as it is.</summary>
        private static int Alike(ulong bits) => BitOperations.TrailingZeroCount((bits & 1) != 0 ? ~bits : bits);
    }
}
