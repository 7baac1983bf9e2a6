using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>The recurrent form: one token at a time, as decoding needs it. A (batch, key-value head) is one work item.</summary>
/// <remarks>
/// The columns of the state do not depend on each other: a strip one register wide is faded, corrected, written and read before the next.
/// Where whole registers fit, the present state is worked on where it lies.
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
        plan.Take(valueStride);
        plan.Take(valueStride);
        long floats = plan.Floats;
        float* memory = BufferPool.Rent(floats * Workers.Slots);
        try
        {
            var job = new Job<TLane, TVector> { Call = this, Memory = memory, Floats = floats, KeyStride = keyStride, ValueStride = valueStride };
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
            float* values = plan.Take(ValueStride);
            float* output = plan.Take(ValueStride);

            HeadView past = Call.PastState, present = Call.PresentState;
            float* target = present.Data == 0 ? null : present.Row(batch, head, 0);
            if (target != null && v.Width == ValueStride) state = target;
            float* source = past.Data == 0 ? null : past.Row(batch, head, 0);
            if (source == null) new Span<float>(state, k.Width * ValueStride).Clear();
            else if (source != state) PanelPacking.Copy(source, v.Width, k.Width, v.Width, state, ValueStride);

            for (int t = 0; t < k.Length; t++)
            {
                if (!TDecay.IsNone) Call.Decay.Token<TLane, TVector>(batch, head, t, k.Width, factors);
                PanelPacking.Copy(v.Row(batch, head, t), 0, 1, v.Width, values, ValueStride);
                float strength = Call.Write.Strength(batch, head, t);
                for (int c = 0; c < ValueStride; c += TLane.Width)
                    Update(state + c, k.Row(batch, head, t), factors, values + c, strength);
                for (int h = head * group; h < (head + 1) * group; h++)
                {
                    for (int c = 0; c < ValueStride; c += TLane.Width) Read(state + c, q.Row(batch, h, t), output + c);
                    Unsafe.CopyBlockUnaligned(Call.Output.Row(batch, h, t), output, (uint)v.Width * sizeof(float));
                }
            }
            if (target != null && target != state) LaneRows.Store(state, ValueStride, k.Width, v.Width, target, v.Width);
        }

        /// <summary>One strip of S ← diag(e^g) S + k uᵀ.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Update(float* strip, float* key, float* factors, float* values, float strength)
        {
            int width = Call.Inputs.Keys.Width;
            TVector u = TLane.Load(values);
            if (TWrite.ReadsState)
            {
                float* s = strip;
                for (int d = 0; d < width; d++, s += ValueStride)
                {
                    TVector row = TLane.Load(s);
                    if (!TDecay.IsNone)
                    {
                        row = TLane.Multiply(TLane.Splat(factors[d]), row);
                        TLane.Store(row, s);
                    }
                    u = TLane.FusedMultiplyAdd(TLane.Splat(-key[d]), row, u);
                }
                u = TLane.Multiply(TLane.Splat(strength), u);
            }
            for (int d = 0; d < width; d++, strip += ValueStride)
            {
                TVector row = TLane.Load(strip);
                if (!TDecay.IsNone && !TWrite.ReadsState) row = TLane.Multiply(TLane.Splat(factors[d]), row);
                TLane.Store(TLane.FusedMultiplyAdd(TLane.Splat(key[d]), u, row), strip);
            }
        }

        /// <summary>One strip of scale · Sᵀq.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Read(float* strip, float* query, float* output)
        {
            TVector sum = TLane.Zero;
            for (int d = 0; d < Call.Inputs.Keys.Width; d++, strip += ValueStride)
                sum = TLane.FusedMultiplyAdd(TLane.Splat(query[d]), TLane.Load(strip), sum);
            TLane.Store(TLane.Multiply(TLane.Splat(Call.Inputs.Scale), sum), output);
        }
    }
}
