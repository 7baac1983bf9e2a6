using Heed.Numerics;

namespace Heed.Linear;

/// <summary>S = S₀ + Σ_j k_j v_jᵀ over all keys, then o_i = Sᵀq_i. A (batch, key-value head) is one work item.</summary>
internal unsafe struct WholeForward : ILaneKernel
{
    public AttentionInputs Inputs;
    public HeadView Output;
    public HeadView PastState, PresentState; // [B, Hkv, Dk, Dv]; may be absent

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        long floats = new Work<TLane, TVector>(this, null).Floats;
        float* memory = BufferPool.Rent(floats * Workers.Slots);
        try
        {
            var job = new Job<TLane, TVector> { Call = this, Memory = memory, Floats = floats };
            Workers.Run(Inputs.Keys.Batch * Inputs.Keys.Heads, ref job);
        }
        finally
        {
            BufferPool.Return(memory, floats * Workers.Slots);
        }
    }

    private struct Job<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public WholeForward Call;
        public float* Memory;
        public long Floats;

        public readonly void Run(int item, int worker)
        {
            (int batch, int head) = Math.DivRem(item, Call.Inputs.Keys.Heads);
            new Work<TLane, TVector>(Call, Memory + worker * Floats).Head(batch, head);
        }
    }

    private struct Work<TLane, TVector> where TLane : struct, ILane<TVector> where TVector : struct
    {
        private readonly WholeForward _call;
        private WholeSteps<TLane, TVector> _steps;
        private readonly float* _output; // [C, ValueStride]

        public Work(in WholeForward call, float* memory)
        {
            var plan = new ScratchPlan(memory);
            _call = call;
            _steps = new(call.Inputs, ref plan);
            _output = plan.Take((long)WholeSteps<TLane, TVector>.Length * _steps.Chunk.ValueStride);
            Floats = plan.Floats;
        }

        public readonly long Floats { get; }

        public void Head(int batch, int head)
        {
            HeadView q = _call.Inputs.Queries, o = _call.Output, present = _call.PresentState;
            int group = _call.Inputs.Group;
            _steps.Sum(batch, head, _call.PastState);
            LinearChunk chunk = _steps.Chunk;
            for (int h = head * group; h < (head + 1) * group; h++)
            {
                for (int first = 0; first < q.Length; first += WholeSteps<TLane, TVector>.Length)
                {
                    int count = _steps.LoadQueries(batch, h, first);
                    BlockProduct.Multiply<TLane, TVector>(
                        count, chunk.ValueWidth, chunk.KeyWidth, _steps.Queries, chunk.KeyStride, 1, _steps.State, chunk.ValueStride,
                        _output, chunk.ValueStride, false);
                    LaneRows.Scale<TLane, TVector>(_call.Inputs.Scale, _output, _output, (nint)count * chunk.ValueStride);
                    LaneRows.Store(_output, chunk.ValueStride, count, chunk.ValueWidth, o.Row(batch, h, first), o.RowStride);
                }
            }
            if (present.Data != 0)
                LaneRows.Store(
                    _steps.State, chunk.ValueStride, chunk.KeyWidth, chunk.ValueWidth, present.Row(batch, head, 0), present.RowStride);
        }
    }
}
