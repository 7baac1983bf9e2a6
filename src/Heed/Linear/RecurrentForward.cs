using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>The recurrent form: one token at a time, as decoding needs it. A (batch, key-value head) is one work item.</summary>
/// <remarks>
/// <para>A token passes over the state twice: once to fade and write it, once to read it for all query heads of the
/// group. The delta rule reads
/// once more before it writes, with −e^g ⊙ k, so that it need not fade first. Where whole registers fit, the present state is
/// worked on where it lies.</para>
/// <para>Tried: all of it strip by strip, one register of columns at a time. It waits for the latency of each strip's only
/// chain of multiply-adds, and took
/// 1.3 to 1.9 times as long (D 64).</para>
/// </remarks>
internal unsafe struct RecurrentForward<TDecay, TWrite> : ILaneKernel where TDecay : struct, IDecay where TWrite : struct, IWriteRule
{
    public AttentionInputs Inputs;
    public HeadView Output;
    public HeadView PastState, PresentState; // [B, Hkv, Dk, Dv]; may be absent
    public TDecay Decay;
    public TWrite Write;

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        int keyStride = AttentionTiles.RoundUp(Inputs.Keys.Width, TLane.Width);
        int valueStride = AttentionTiles.RoundUp(Inputs.Values.Width, TLane.Width);
        var plan = new ScratchPlan(null);
        plan.Take((long)Inputs.Keys.Width * valueStride);
        plan.Take(keyStride);
        plan.Take(keyStride);
        plan.Take(valueStride);
        plan.Take((long)Inputs.Group * valueStride);
        long floats = plan.Floats;
        float* memory = BufferPool.Rent(floats * Workers.Slots);
        try
        {
            var job = new Job<TLane, TVector>
            {
                Call = this, Memory = memory, Floats = floats, KeyStride = keyStride, ValueStride = valueStride,
            };
            Workers.Run(Inputs.Keys.Batch * Inputs.Keys.Heads, ref job);
        }
        finally
        {
            BufferPool.Return(memory, floats * Workers.Slots);
        }
    }

    private struct Job<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public RecurrentForward<TDecay, TWrite> Call;
        public float* Memory;
        public long Floats;
        public int KeyStride, ValueStride;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int item, int worker)
        {
            HeadView q = Call.Inputs.Queries, k = Call.Inputs.Keys, v = Call.Inputs.Values;
            (int batch, int head) = Math.DivRem(item, k.Heads);
            int group = Call.Inputs.Group;
            var plan = new ScratchPlan(Memory + worker * Floats);
            float* state = plan.Take((long)k.Width * ValueStride);
            float* factors = plan.Take(KeyStride);
            float* reader = plan.Take(KeyStride);
            float* values = plan.Take(ValueStride);
            float* output = plan.Take((long)group * ValueStride);

            HeadView past = Call.PastState, present = Call.PresentState;
            float* target = present.Data == 0 ? null : present.Row(batch, head, 0);
            if (target != null && v.Width == ValueStride) state = target;
            float* source = past.Data == 0 ? null : past.Row(batch, head, 0);
            if (source == null) new Span<float>(state, k.Width * ValueStride).Clear();
            else if (source != state) PanelPacking.Copy(source, v.Width, k.Width, v.Width, state, ValueStride);

            for (int t = 0; t < k.Length; t++)
            {
                float* key = k.Row(batch, head, t);
                if (!TDecay.IsNone) Call.Decay.Token<TLane, TVector>(batch, head, t, k.Width, factors);
                PanelPacking.Copy(v.Row(batch, head, t), 0, 1, v.Width, values, ValueStride);
                if (TWrite.ReadsState)
                {
                    for (int d = 0; d < k.Width; d++) reader[d] = TDecay.IsNone ? -key[d] : -key[d] * factors[d];
                    BlockProduct.Multiply<TLane, TVector>(1, v.Width, k.Width, reader, 0, 1, state, ValueStride, values, ValueStride, true);
                    LaneRows.Scale<TLane, TVector>(Call.Write.Strength(batch, head, t), values, values, ValueStride);
                }
                Update(state, key, factors, values);
                BlockProduct.Multiply<TLane, TVector>(
                    group, v.Width, k.Width, q.Row(batch, head * group, t), q.HeadStride, 1, state, ValueStride, output, ValueStride,
                    false);
                LaneRows.Scale<TLane, TVector>(Call.Inputs.Scale, output, output, (nint)group * ValueStride);
                LaneRows.Store(output, ValueStride, group, v.Width, Call.Output.Row(batch, head * group, t), Call.Output.HeadStride);
            }
            if (target != null && target != state) LaneRows.Store(state, ValueStride, k.Width, v.Width, target, v.Width);
        }

        /// <summary>S ← diag(e^g) S + k uᵀ.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Update(float* state, float* key, float* factors, float* writes)
        {
            for (int d = 0; d < Call.Inputs.Keys.Width; d++, state += ValueStride)
            {
                TVector k = TLane.Splat(key[d]), factor = TDecay.IsNone ? TLane.Zero : TLane.Splat(factors[d]);
                for (int c = 0; c < ValueStride; c += TLane.Width)
                {
                    TVector row = TLane.Load(state + c);
                    if (!TDecay.IsNone) row = TLane.Multiply(factor, row);
                    TLane.Store(TLane.FusedMultiplyAdd(k, TLane.Load(writes + c), row), state + c);
                }
            }
        }
    }
}
