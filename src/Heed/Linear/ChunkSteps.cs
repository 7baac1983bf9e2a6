using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>
/// One chunk of one key-value head, at one vector width: what every pass over chunks does. With P_i the decay from the chunk's start to
/// token i, R_j from token j to its end, and S the state before the chunk:
/// <code>
/// U  = V                                  or, by the delta rule, u_t = β_t (v_t + r_tᵀ(state before t)) with the readers r = −k
/// O  = (Q ⊙ P) S + A U                    A_ij = q_iᵀ diag(decay from j to i) k_j,  j ≤ i
/// S′ = diag(P_C) S + (K ⊙ R)ᵀ U
/// </code>
/// </summary>
/// <remarks>
/// The delta rule's U solves a triangular system whose matrix is that of the scores of the readers with the keys,
/// j &lt; i (Yang et al. 2024,
/// the UT transform): so a token that reads before it writes is one more query head, and the rules need no code of their own.
/// </remarks>
internal unsafe struct ChunkSteps<TDecay, TWrite, TLane, TVector>
    where TDecay : struct, IDecay where TWrite : struct, IWriteRule where TLane : struct, ILane<TVector> where TVector : struct
{
    public AttentionInputs Inputs;
    public TDecay Decay;
    public TWrite Write;
    public LinearChunk Chunk;
    public float* Writes; // U, [C, ValueStride]
    public float* Recalls; // v_t + r_tᵀS, [C, ValueStride]; U before β
    public float* Readers; // −K, [C, KeyStride]
    public float* ReaderScores; // [C, PairStride]
    public float* Faded; // working rows, [C, KeyStride]

    public ChunkSteps(in AttentionInputs inputs, TDecay decay, TWrite write, ref ScratchPlan plan)
    {
        (Inputs, Decay, Write) = (inputs, decay, write);
        int length = TDecay.ChunkLength;
        Chunk = new LinearChunk(ref plan, length, inputs.Keys.Width, inputs.Values.Width, TLane.Width);
        Writes = plan.Take((long)length * Chunk.ValueStride);
        Recalls = TWrite.ReadsState ? plan.Take((long)length * Chunk.ValueStride) : null;
        Readers = TWrite.ReadsState ? plan.Take((long)length * Chunk.KeyStride) : null;
        ReaderScores = TWrite.ReadsState ? plan.Take((long)length * Chunk.PairStride) : null;
        Faded = plan.Take((long)length * Chunk.KeyStride);
    }

    /// <summary>Floats of a state with filled-up rows.</summary>
    public readonly long StateFloats => (long)Chunk.KeyWidth * Chunk.ValueStride;

    /// <summary>Reads a state, or zeros, from [B, Hkv, Dk, Dv].</summary>
    public readonly void LoadState(HeadView states, int batch, int head, float* state)
    {
        if (states.Data == 0) new Span<float>(state, (int)StateFloats).Clear();
        else PanelPacking.Copy(states.Row(batch, head, 0), states.RowStride, Chunk.KeyWidth, Chunk.ValueWidth, state, Chunk.ValueStride);
    }

    /// <summary>Loads keys, decays and values of the tokens from <paramref name="first"/> on and finds what they write.</summary>
    public void Enter(int batch, int head, int first, float* state)
    {
        HeadView k = Inputs.Keys, v = Inputs.Values;
        Chunk.Count = Math.Min(TDecay.ChunkLength, k.Length - first);
        LaneRows.Load<TLane, TVector>(k.Row(batch, head, first), k.RowStride, Chunk.Count, k.Width, Chunk.Keys, Chunk.KeyStride, 1f);
        PanelPacking.Transpose(Chunk.Keys, Chunk.KeyStride, Chunk.Count, k.Width, Chunk.KeysAcross, Chunk.PairStride);
        Decay.Enter<TLane, TVector>(batch, head, first, ref Chunk);
        float* values = TWrite.ReadsState ? Recalls : Writes;
        LaneRows.Load<TLane, TVector>(v.Row(batch, head, first), v.RowStride, Chunk.Count, v.Width, values, Chunk.ValueStride, 1f);
        if (TWrite.ReadsState) Solve(batch, head, first, state);
    }

    /// <summary>Adds what rows of queries read, [C, ValueStride].</summary>
    /// <param name="state">The state before the chunk.</param>
    /// <param name="queries">[C, KeyStride].</param>
    /// <param name="scores">Working memory, [C, PairStride]; A afterwards.</param>
    /// <param name="output">[C, ValueStride], written.</param>
    public readonly void Read(float* state, float* queries, float* scores, float* output)
    {
        Decay.Scores<TLane, TVector>(Chunk, queries, scores, lag: 0);
        ReadState(state, queries, output, accumulate: false);
        BlockProduct.LowerTimes<TLane, TVector>(Chunk.Count, Chunk.ValueWidth, scores, Chunk.PairStride, Writes, output, Chunk.ValueStride);
    }

    /// <summary>The state after the chunk, in place.</summary>
    public readonly void Advance(float* state)
    {
        Decay.Fade<TLane, TVector>(Chunk, state);
        float* keys = Decay.ToEnd<TLane, TVector>(Chunk, Chunk.Keys, Faded);
        BlockProduct.Multiply<TLane, TVector>(
            Chunk.KeyWidth, Chunk.ValueWidth, Chunk.Count, keys, 1, Chunk.KeyStride, Writes, Chunk.ValueStride, state, Chunk.ValueStride,
            true);
    }

    /// <summary>What rows of queries read of the state before the chunk: (Q ⊙ P) S.</summary>
    public readonly void ReadState(float* state, float* queries, float* output, bool accumulate)
    {
        float* faded = Decay.FromStart<TLane, TVector>(Chunk, queries, Faded);
        BlockProduct.Multiply<TLane, TVector>(
            Chunk.Count, Chunk.ValueWidth, Chunk.KeyWidth, faded, Chunk.KeyStride, 1, state, Chunk.ValueStride, output, Chunk.ValueStride,
            accumulate);
    }

    /// <summary>Forward substitution: token t needs what the tokens before it have written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Solve(int batch, int head, int first, float* state)
    {
        int stride = Chunk.ValueStride;
        LaneRows.Scale<TLane, TVector>(-1f, Chunk.Keys, Readers, (nint)Chunk.Count * Chunk.KeyStride);
        Decay.Scores<TLane, TVector>(Chunk, Readers, ReaderScores, lag: 1);
        ReadState(state, Readers, Recalls, accumulate: true);
        for (int t = 0; t < Chunk.Count; t++)
        {
            float* recall = Recalls + (nint)t * stride;
            if (t > 0)
                BlockProduct.Multiply<TLane, TVector>(
                    1, Chunk.ValueWidth, t, ReaderScores + (nint)t * Chunk.PairStride, Chunk.PairStride, 1, Writes, stride, recall, stride,
                    true);
            LaneRows.Scale<TLane, TVector>(Write.Strength(batch, head, first + t), recall, Writes + (nint)t * stride, stride);
        }
    }
}
