using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>
/// The gradient of the chunked form: chunks from last to first, the state's gradient carried along. A (batch,
/// key-value head) is one work item.
/// </summary>
/// <remarks>
/// <para>States are computed again rather than kept: the first walk keeps one state for every 16 chunks, and each such segment is walked
/// once more to have the state before each of its chunks.</para>
/// <para>The gradient of g needs no products of its own: e^{g_t} multiplies whatever later tokens read of earlier ones, so that
/// ∂/∂g_t = Σ_{i ≥ t} (q_i⊙∂q_i − k_i⊙∂k_i) + what leaves the chunk (Yang et al. 2024a), the sum never longer than a chunk.
/// The terms cancel to rounding: the error of ∂/∂g is about 1e-6 of the largest k⊙∂k, in which the gradient of a gate
/// below about e⁻¹⁰ is lost.</para>
/// </remarks>
internal unsafe struct ChunkedBackward<TDecay, TWrite> : ILaneKernel where TDecay : struct, IDecay where TWrite : struct, IWriteRule
{
    /// <summary>Chunks between two states that are kept.</summary>
    private const int Segment = 16;

    public AttentionInputs Inputs;
    public HeadView OutputGradient;
    public LinearGradients Gradients;
    public HeadView PastState, PastStateGradient, PresentStateGradient; // [B, Hkv, Dk, Dv]; may be absent
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
        public ChunkedBackward<TDecay, TWrite> Call;
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
        private readonly ChunkedBackward<TDecay, TWrite> _call;
        private ChunkSteps<TDecay, TWrite, TLane, TVector> _steps;
        private readonly float* _kept; // [segments, state]
        private readonly float* _states; // [Segment, state]
        private readonly float* _stateGradient; // [Dk, ValueStride]
        private readonly float* _stateAcross, _stateGradientAcross; // [Dv, KeyStride]
        private readonly float* _writesAcross; // [Dv, PairStride]
        private readonly float* _queries, _queryGradient, _keyGradient, _product, _decayGradient; // [C, KeyStride]
        private readonly float* _outputGradient, _writeGradient; // [C, ValueStride]
        private readonly float* _scores; // [C, PairStride]
        private readonly float* _end; // [KeyStride]

        public Work(in ChunkedBackward<TDecay, TWrite> call, float* memory)
        {
            var plan = new ScratchPlan(memory);
            _call = call;
            _steps = new(call.Inputs, call.Decay, call.Write, ref plan);
            ref readonly LinearChunk chunk = ref _steps.Chunk;
            int length = TDecay.ChunkLength;
            int chunks = (call.Inputs.Keys.Length + length - 1) / length;
            _kept = plan.Take((chunks + Segment - 1) / Segment * _steps.StateFloats);
            _states = plan.Take(Segment * _steps.StateFloats);
            _stateGradient = plan.Take(_steps.StateFloats);
            _stateAcross = plan.Take((long)chunk.ValueWidth * chunk.KeyStride);
            _stateGradientAcross = plan.Take((long)chunk.ValueWidth * chunk.KeyStride);
            _writesAcross = plan.Take((long)chunk.ValueWidth * chunk.PairStride);
            _queries = plan.Take((long)length * chunk.KeyStride);
            _queryGradient = plan.Take((long)length * chunk.KeyStride);
            _keyGradient = plan.Take((long)length * chunk.KeyStride);
            _product = plan.Take((long)length * chunk.KeyStride);
            _decayGradient = plan.Take((long)length * chunk.KeyStride);
            _outputGradient = plan.Take((long)length * chunk.ValueStride);
            _writeGradient = plan.Take((long)length * chunk.ValueStride);
            _scores = plan.Take((long)length * chunk.PairStride);
            _end = plan.Take(chunk.KeyStride);
            Floats = plan.Floats;
        }

        public readonly long Floats { get; }

        public void Head(int batch, int head)
        {
            int length = TDecay.ChunkLength;
            int chunks = (_call.Inputs.Keys.Length + length - 1) / length;
            int segments = (chunks + Segment - 1) / Segment;
            long state = _steps.StateFloats;
            _steps.LoadState(_call.PresentStateGradient, batch, head, _stateGradient);

            _steps.LoadState(_call.PastState, batch, head, _states);
            for (int c = 0; c < (segments - 1) * Segment; c++)
            {
                if (c % Segment == 0) Copy(_states, _kept + c / Segment * state);
                _steps.Enter(batch, head, c * length, _states);
                _steps.Advance(_states);
            }
            if (segments > 0) Copy(_states, _kept + (segments - 1) * state);

            for (int s = segments - 1; s >= 0; s--)
            {
                int start = s * Segment, end = Math.Min(start + Segment, chunks);
                Copy(_kept + s * state, _states);
                for (int c = start; c < end - 1; c++)
                {
                    float* next = _states + (c + 1 - start) * state;
                    Copy(_states + (c - start) * state, next);
                    _steps.Enter(batch, head, c * length, next);
                    _steps.Advance(next);
                }
                for (int c = end - 1; c >= start; c--) Chunk(batch, head, c * length, _states + (c - start) * state);
            }

            HeadView past = _call.PastStateGradient;
            if (past.Data != 0)
                LaneRows.AddTo<TLane, TVector>(
                    _stateGradient, _steps.Chunk.ValueStride, _steps.Chunk.KeyWidth, _steps.Chunk.ValueWidth, past.Row(batch, head, 0),
                    past.RowStride);
        }

        private readonly void Copy(float* from, float* to)
            => Buffer.MemoryCopy(from, to, _steps.StateFloats * sizeof(float), _steps.StateFloats * sizeof(float));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Chunk(int batch, int head, int first, float* state)
        {
            _steps.Enter(batch, head, first, state);
            ref readonly LinearChunk chunk = ref _steps.Chunk;
            int n = chunk.Count;
            nint keyFloats = (nint)n * chunk.KeyStride;
            PanelPacking.Transpose(state, chunk.ValueStride, chunk.KeyWidth, chunk.ValueWidth, _stateAcross, chunk.KeyStride);
            PanelPacking.Transpose(
                _stateGradient, chunk.ValueStride, chunk.KeyWidth, chunk.ValueWidth, _stateGradientAcross, chunk.KeyStride);
            PanelPacking.Transpose(_steps.Writes, chunk.ValueStride, n, chunk.ValueWidth, _writesAcross, chunk.PairStride);
            new Span<float>(_decayGradient, (int)keyFloats).Clear();

            LeaveState(chunk, state);
            HeadView q = _call.Inputs.Queries, g = _call.OutputGradient, dq = _call.Gradients.Queries;
            int group = _call.Inputs.Group;
            for (int h = head * group; h < (head + 1) * group; h++)
            {
                LaneRows.Load<TLane, TVector>(q.Row(batch, h, first), q.RowStride, n, q.Width, _queries, chunk.KeyStride, 1f);
                LaneRows.Load<TLane, TVector>(
                    g.Row(batch, h, first), g.RowStride, n, g.Width, _outputGradient, chunk.ValueStride, _call.Inputs.Scale);
                _call.Decay.Scores<TLane, TVector>(chunk, _queries, _scores, lag: 0);
                BlockProduct.LowerTransposedTimes<TLane, TVector>(
                    n, chunk.ValueWidth, _scores, chunk.PairStride, _outputGradient, _writeGradient, chunk.ValueStride);
                ReadBackward(chunk, _queries, _outputGradient, lag: 0);
                LaneRows.AddTo<TLane, TVector>(_queryGradient, chunk.KeyStride, n, q.Width, dq.Row(batch, h, first), dq.RowStride);
            }

            HeadView dk = _call.Gradients.Keys, dv = _call.Gradients.Values;
            float* readerKeyGradient = null;
            if (TWrite.ReadsState)
            {
                SolveBackward(chunk, batch, head, first);
                ReadBackward(chunk, _steps.Readers, _outputGradient, lag: 1);
                LaneRows.Scale<TLane, TVector>(-1f, _queryGradient, _queryGradient, keyFloats);
                readerKeyGradient = _queryGradient;
            }
            LaneRows.AddTo<TLane, TVector>(
                TWrite.ReadsState ? _outputGradient : _writeGradient, chunk.ValueStride, n, chunk.ValueWidth, dv.Row(batch, head, first),
                dv.RowStride);
            LaneRows.AddTo<TLane, TVector>(_keyGradient, chunk.KeyStride, n, chunk.KeyWidth, dk.Row(batch, head, first), dk.RowStride);
            if (readerKeyGradient != null)
                LaneRows.AddTo<TLane, TVector>(
                    readerKeyGradient, chunk.KeyStride, n, chunk.KeyWidth, dk.Row(batch, head, first), dk.RowStride);
            if (_call.Decay.WantsGradient)
            {
                LaneRows.AddProduct<TLane, TVector>(-1f, chunk.Keys, _keyGradient, _decayGradient, keyFloats);
                _call.Decay.AddGradient<TLane, TVector>(batch, head, first, chunk, _decayGradient, _end);
            }
        }

        /// <summary>S′ = diag(P_C) S + (K ⊙ R)ᵀ U: starts the gradients of U and K, and takes the state's back to
        /// the chunk's start.</summary>
        private readonly void LeaveState(in LinearChunk chunk, float* state)
        {
            int n = chunk.Count;
            nint keyFloats = (nint)n * chunk.KeyStride;
            float* keys = _call.Decay.ToEnd<TLane, TVector>(chunk, chunk.Keys, _steps.Faded);
            BlockProduct.Multiply<TLane, TVector>(
                n, chunk.ValueWidth, chunk.KeyWidth, keys, chunk.KeyStride, 1, _stateGradient, chunk.ValueStride, _writeGradient,
                chunk.ValueStride, false);
            BlockProduct.Multiply<TLane, TVector>(
                n, chunk.KeyWidth, chunk.ValueWidth, _steps.Writes, chunk.ValueStride, 1, _stateGradientAcross, chunk.KeyStride, _product,
                chunk.KeyStride, false);
            float* faded = _call.Decay.ToEnd<TLane, TVector>(chunk, _product, _keyGradient);
            if (faded != _keyGradient) LaneRows.Store(faded, chunk.KeyStride, n, chunk.KeyStride, _keyGradient, chunk.KeyStride);
            _call.Decay.Fade<TLane, TVector>(chunk, _stateGradient);
            if (!_call.Decay.WantsGradient) return;

            // Σ over the columns of S′ ⊙ dS′, with the part that came from S already faded.
            new Span<float>(_end, chunk.KeyStride).Clear();
            for (int d = 0; d < chunk.KeyWidth; d++)
                _end[d] = LaneRows.Dot<TLane, TVector>(
                    state + (nint)d * chunk.ValueStride, _stateGradient + (nint)d * chunk.ValueStride, chunk.ValueStride);
            for (int j = 0; j < n; j++)
                LaneRows.AddProduct<TLane, TVector>(
                    1f, chunk.Keys + (nint)j * chunk.KeyStride, _keyGradient + (nint)j * chunk.KeyStride, _end, chunk.KeyStride);
        }

        /// <summary>Rows x that read O = (X ⊙ P) S + A U: their gradient to <see cref="_queryGradient"/>, and what they
        /// give keys and state.</summary>
        private readonly void ReadBackward(in LinearChunk chunk, float* x, float* gradient, int lag)
        {
            int n = chunk.Count;
            BlockProduct.Multiply<TLane, TVector>(
                n, chunk.KeyWidth, chunk.ValueWidth, gradient, chunk.ValueStride, 1, _stateAcross, chunk.KeyStride, _product,
                chunk.KeyStride, false);
            float* faded = _call.Decay.FromStart<TLane, TVector>(chunk, _product, _queryGradient);
            if (faded != _queryGradient) LaneRows.Store(faded, chunk.KeyStride, n, chunk.KeyStride, _queryGradient, chunk.KeyStride);
            BlockProduct.LowerPairs<TLane, TVector>(
                n, chunk.ValueWidth, gradient, chunk.ValueStride, _writesAcross, _scores, chunk.PairStride, lag);
            _call.Decay.ScoresBackward<TLane, TVector>(chunk, _scores, x, _queryGradient, _keyGradient);
            float* start = _call.Decay.FromStart<TLane, TVector>(chunk, x, _steps.Faded);
            BlockProduct.Multiply<TLane, TVector>(
                chunk.KeyWidth, chunk.ValueWidth, n, start, 1, chunk.KeyStride, gradient, chunk.ValueStride, _stateGradient,
                chunk.ValueStride, true);
            if (_call.Decay.WantsGradient)
                LaneRows.AddProduct<TLane, TVector>(1f, x, _queryGradient, _decayGradient, (nint)n * chunk.KeyStride);
        }

        /// <summary>Backward substitution: the gradient of v_t + r_tᵀS, into <see cref="_outputGradient"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void SolveBackward(in LinearChunk chunk, int batch, int head, int first)
        {
            int n = chunk.Count, stride = chunk.ValueStride, pairs = chunk.PairStride;
            for (int t = n - 1; t >= 0; t--)
            {
                float* write = _writeGradient + (nint)t * stride;
                if (t + 1 < n)
                    BlockProduct.Multiply<TLane, TVector>(
                        1, chunk.ValueWidth, n - 1 - t, _steps.ReaderScores + (nint)(t + 1) * pairs + t, 0, pairs,
                        _outputGradient + (nint)(t + 1) * stride, stride,
                        write, stride, true);
                if (_call.Write.WantsGradient)
                    _call.Write.AddGradient(
                        batch, head, first + t, LaneRows.Dot<TLane, TVector>(write, _steps.Recalls + (nint)t * stride, stride));
                LaneRows.Scale<TLane, TVector>(
                    _call.Write.Strength(batch, head, first + t), write, _outputGradient + (nint)t * stride, stride);
            }
        }
    }
}
