using Heed.Numerics;

namespace Heed.Linear;

/// <summary>The gradient of <see cref="WholeForward"/>: dq = S dO, dS = Σ q dOᵀ, then dk = dS v and dv = dSᵀk. A (batch, key-value head)
/// is one work item.</summary>
internal unsafe struct WholeBackward : ILaneKernel
{
    public AttentionInputs Inputs;
    public HeadView OutputGradient;
    public LinearGradients Gradients;

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
        public WholeBackward Call;
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
        private const int Length = WholeSteps<TLane, TVector>.Length;
        private readonly WholeBackward _call;
        private WholeSteps<TLane, TVector> _steps;
        private readonly float* _across; // Sᵀ, then dSᵀ, [Dv, KeyStride]
        private readonly float* _stateGradient; // [Dk, ValueStride]
        private readonly float* _rows; // [C, KeyStride]
        private readonly float* _wide; // [C, ValueStride]

        public Work(in WholeBackward call, float* memory)
        {
            var plan = new ScratchPlan(memory);
            _call = call;
            _steps = new(call.Inputs, ref plan);
            LinearChunk chunk = _steps.Chunk;
            _across = plan.Take((long)chunk.ValueWidth * chunk.KeyStride);
            _stateGradient = plan.Take(_steps.StateFloats);
            _rows = plan.Take((long)Length * chunk.KeyStride);
            _wide = plan.Take((long)Length * chunk.ValueStride);
            Floats = plan.Floats;
        }

        public readonly long Floats { get; }

        public void Head(int batch, int head)
        {
            _steps.Sum(batch, head, default);
            LinearChunk chunk = _steps.Chunk;
            PanelPacking.Transpose(_steps.State, chunk.ValueStride, chunk.KeyWidth, chunk.ValueWidth, _across, chunk.KeyStride);
            new Span<float>(_stateGradient, (int)_steps.StateFloats).Clear();
            int group = _call.Inputs.Group;
            for (int h = head * group; h < (head + 1) * group; h++) Reads(batch, h);
            PanelPacking.Transpose(_stateGradient, chunk.ValueStride, chunk.KeyWidth, chunk.ValueWidth, _across, chunk.KeyStride);
            Writes(batch, head);
        }

        private readonly void Reads(int batch, int h)
        {
            LinearChunk chunk = _steps.Chunk;
            HeadView g = _call.OutputGradient, dq = _call.Gradients.Queries;
            for (int first = 0; first < g.Length; first += Length)
            {
                int count = _steps.LoadQueries(batch, h, first);
                LaneRows.Load<TLane, TVector>(
                    g.Row(batch, h, first), g.RowStride, count, g.Width, _wide, chunk.ValueStride, _call.Inputs.Scale);
                BlockProduct.Multiply<TLane, TVector>(
                    count, chunk.KeyWidth, chunk.ValueWidth, _wide, chunk.ValueStride, 1, _across, chunk.KeyStride, _rows, chunk.KeyStride,
                    false);
                LaneRows.AddTo<TLane, TVector>(_rows, chunk.KeyStride, count, chunk.KeyWidth, dq.Row(batch, h, first), dq.RowStride);
                BlockProduct.Multiply<TLane, TVector>(
                    chunk.KeyWidth, chunk.ValueWidth, count, _steps.Queries, 1, chunk.KeyStride, _wide, chunk.ValueStride, _stateGradient,
                    chunk.ValueStride, true);
            }
        }

        private void Writes(int batch, int head)
        {
            HeadView dk = _call.Gradients.Keys, dv = _call.Gradients.Values;
            for (int first = 0; first < dk.Length; first += Length)
            {
                int count = _steps.LoadKeys(batch, head, first);
                LinearChunk chunk = _steps.Chunk;
                BlockProduct.Multiply<TLane, TVector>(
                    count, chunk.KeyWidth, chunk.ValueWidth, _steps.Values, chunk.ValueStride, 1, _across, chunk.KeyStride, _rows,
                    chunk.KeyStride, false);
                LaneRows.AddTo<TLane, TVector>(_rows, chunk.KeyStride, count, chunk.KeyWidth, dk.Row(batch, head, first), dk.RowStride);
                BlockProduct.Multiply<TLane, TVector>(
                    count, chunk.ValueWidth, chunk.KeyWidth, chunk.Keys, chunk.KeyStride, 1, _stateGradient, chunk.ValueStride, _wide,
                    chunk.ValueStride, false);
                LaneRows.AddTo<TLane, TVector>(_wide, chunk.ValueStride, count, chunk.ValueWidth, dv.Row(batch, head, first), dv.RowStride);
            }
        }
    }
}
