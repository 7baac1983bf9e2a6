using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>The chunked form: matrix products inside a chunk, the recurrence from chunk to chunk. A (batch, key-value head)
/// is one work item.</summary>
/// <remarks>
/// Beside the recurrent form it takes less than half the time at D 128, where the state leaves the first-level cache; at D 64 the gain is
/// small, and with a decay for every key there is none.
/// </remarks>
internal unsafe struct ChunkedForward<TDecay, TWrite> : ILaneKernel where TDecay : struct, IDecay where TWrite : struct, IWriteRule
{
    public AttentionInputs Inputs;
    public HeadView Output;
    public HeadView PastState, PresentState; // [B, Hkv, Dk, Dv]; may be absent
    public TDecay Decay;
    public TWrite Write;

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
        public ChunkedForward<TDecay, TWrite> Call;
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
        private readonly ChunkedForward<TDecay, TWrite> _call;
        private ChunkSteps<TDecay, TWrite, TLane, TVector> _steps;
        private readonly float* _state, _queries, _scores, _output;

        public Work(in ChunkedForward<TDecay, TWrite> call, float* memory)
        {
            var plan = new ScratchPlan(memory);
            _call = call;
            _steps = new(call.Inputs, call.Decay, call.Write, ref plan);
            _state = plan.Take(_steps.StateFloats);
            _queries = plan.Take((long)TDecay.ChunkLength * _steps.Chunk.KeyStride);
            _scores = plan.Take((long)TDecay.ChunkLength * _steps.Chunk.PairStride);
            _output = plan.Take((long)TDecay.ChunkLength * _steps.Chunk.ValueStride);
            Floats = plan.Floats;
        }

        public readonly long Floats { get; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Head(int batch, int head)
        {
            HeadView q = _call.Inputs.Queries;
            int group = _call.Inputs.Group;
            _steps.LoadState(_call.PastState, batch, head, _state);
            for (int first = 0; first < q.Length; first += TDecay.ChunkLength)
            {
                _steps.Enter(batch, head, first, _state);
                ref readonly LinearChunk chunk = ref _steps.Chunk;
                for (int h = head * group; h < (head + 1) * group; h++)
                {
                    LaneRows.Load<TLane, TVector>(
                        q.Row(batch, h, first), q.RowStride, chunk.Count, q.Width, _queries, chunk.KeyStride, _call.Inputs.Scale);
                    _steps.Read(_state, _queries, _scores, _output);
                    LaneRows.Store(_output, chunk.ValueStride, chunk.Count, chunk.ValueWidth, _call.Output.Row(batch, h, first),
                        _call.Output.RowStride);
                }
                _steps.Advance(_state);
            }
            HeadView present = _call.PresentState;
            if (present.Data != 0)
                LaneRows.Store(_state, _steps.Chunk.ValueStride, _steps.Chunk.KeyWidth, _steps.Chunk.ValueWidth,
                    present.Row(batch, head, 0), present.RowStride);
        }
    }
}
