using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed;

internal unsafe partial struct AttentionDecode<TRows, TMask, TScore>
{
    /// <summary>Puts the parts of one query together, and its head's sink.</summary>
    private struct MergeJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Block Block;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int item, int worker)
        {
            int queryCount = Block.Queries, stride = Block.Rows.ValueStride;
            (int keyHead, int r) = Math.DivRem(item, queryCount);
            (int batch, int head) = Math.DivRem(keyHead, Block.Call.KeyHeads);
            int queryHead = Block.QueryHead(head, r), first = Block.FirstItem[keyHead], end = Block.FirstItem[keyHead + 1];
            DecodeParts parts = Block.Parts(batch);

            float* sinks = (float*)Block.Call.SinkLogits;
            float sink = sinks == null ? float.NegativeInfinity : sinks[queryHead] * Exponential.Log2E;
            float max = sink;
            for (int i = first; i < end; i++)
                if (!Block.Seen(parts, Block.Part[i], batch, head, r).IsEmpty) max = MathF.Max(max, Max(i)[r]); // NaN stays
            float shift = float.IsNegativeInfinity(max) ? 0f : max;
            float sum = float.IsNegativeInfinity(sink) ? 0f : Exponential.Exp2<LaneScalar, float>(sink - shift);
            // The first part's own place takes the sum of all.
            float* total = null;
            for (int i = first; i < end; i++)
            {
                if (Block.Seen(parts, Block.Part[i], batch, head, r).IsEmpty) continue;
                float factor = Exponential.Exp2<LaneScalar, float>(Max(i)[r] - shift);
                sum += factor * Max(i)[queryCount + r];
                float* part = Block.Item(i) + (nint)r * stride;
                TVector factors = TLane.Splat(factor);
                for (int d = 0; d < stride; d += TLane.Width)
                {
                    TVector scaled = TLane.Multiply(TLane.Load(part + d), factors);
                    TLane.Store(total == null ? scaled : TLane.Add(TLane.Load(total + d), scaled), (total == null ? part : total) + d);
                }
                if (total == null) total = part;
            }
            Write(batch, queryHead, Block.First + r / Block.Group, total, sum, max);
        }

        private readonly float* Max(int item) => Block.Item(item) + (nint)Block.Queries * Block.Rows.ValueStride;

        /// <summary>Divides by the sum. A row that sees nothing, or nothing but −∞, gets 0, and without a sink −∞.</summary>
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
            ((float*)Block.Call.LogSumExp)[at] = sum == 0 ? float.NegativeInfinity : (finite + MathF.Log2(sum)) * Exponential.Ln2;
        }
    }
}
