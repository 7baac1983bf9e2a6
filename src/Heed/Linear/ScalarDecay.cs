using Heed.Numerics;

namespace Heed.Linear;

/// <summary>One decay a token and head: S ← e^{g_t} S.</summary>
/// <remarks>
/// Data-dependent as in Mamba-2 and the gated delta rule (Yang et al. 2024b), or constant a head as in retention (Sun et al. 2023); see
/// <see cref="PerHead"/>. Chunks of 64: the scores are one matrix product, faded pair by pair afterwards.
/// </remarks>
/// <param name="LogDecay">g, [B, Hkv, T, 1], natural logarithms, normally ≤ 0; strides of 0 repeat a value.</param>
/// <param name="Gradient">Where the backward pass adds ∂/∂g, shaped as <paramref name="LogDecay"/> with memory of
/// its own for each batch row and
/// head; a row stride of 0 sums over tokens. Left out for none.</param>
public readonly unsafe record struct ScalarDecay(HeadView LogDecay, HeadView Gradient = default) : IDecay
{
    /// <summary>Retention: a decay γ_h for each head, the same for every token.</summary>
    /// <param name="logGamma">ln γ, [Hkv]. Must stay where it is during the call.</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Hkv.</param>
    /// <param name="length">T.</param>
    public static ScalarDecay PerHead(float* logGamma, int batch, int heads, int length)
        => new(new HeadView((nint)logGamma, batch, heads, length, 1, BatchStride: 0, HeadStride: 1, RowStride: 0));

    /// <summary>RetNet's decays: γ_h = 1 − 2^(−5−h) for h = 0 … heads−1, as logarithms.</summary>
    /// <param name="logGamma">[Hkv], written.</param>
    public static void RetNet(Span<float> logGamma)
    {
        for (int h = 0; h < logGamma.Length; h++) logGamma[h] = (float)Math.Log(1 - Math.ScaleB(1, -5 - h));
    }

    static int IDecay.ChunkLength => 64;

    static bool IDecay.IsNone => false;

    bool IDecay.WantsGradient => Gradient.Data != 0;

    void IDecay.Check(HeadView keys) => LinearChecks.Decay(LogDecay, Gradient, keys, 1);

    bool IDecay.Touches(HeadView view) => LogDecay.Overlaps(view) || Gradient.Overlaps(view);

    void IDecay.Token<TLane, TVector>(int batch, int head, int token, int keyWidth, float* factors)
    {
        LaneRows.Exp<TLane, TVector>(LogDecay.Row(batch, head, token), factors, 1);
        new Span<float>(factors, keyWidth).Fill(factors[0]);
    }

    void IDecay.Enter<TLane, TVector>(int batch, int head, int first, ref LinearChunk chunk)
    {
        int n = chunk.Count;
        for (int i = 0; i < n; i++) chunk.Factors[i] = *LogDecay.Row(batch, head, first + i);
        LaneRows.Exp<TLane, TVector>(chunk.Factors, chunk.Factors, n);
        float product = 1f;
        for (int i = 0; i < n; i++) chunk.FromStart[i] = product *= chunk.Factors[i];
        product = 1f;
        for (int i = n - 1; i >= 0; i--)
        {
            chunk.ToEnd[i] = product;
            product *= chunk.Factors[i];
        }

        // Row i of the pairs is row i−1 faded once more, and 1 on the diagonal.
        int stride = chunk.PairStride;
        for (int i = 0; i < n; i++)
        {
            float* row = chunk.Pairs + (nint)i * stride;
            if (i == 0) new Span<float>(row, stride).Clear();
            else LaneRows.Scale<TLane, TVector>(chunk.Factors[i], row - stride, row, stride);
            row[i] = 1f;
        }
    }

    float* IDecay.FromStart<TLane, TVector>(in LinearChunk chunk, float* x, float* target)
        => ScaleRows<TLane, TVector>(chunk, chunk.FromStart, x, target);

    float* IDecay.ToEnd<TLane, TVector>(in LinearChunk chunk, float* x, float* target)
        => ScaleRows<TLane, TVector>(chunk, chunk.ToEnd, x, target);

    void IDecay.Scores<TLane, TVector>(in LinearChunk chunk, float* queries, float* scores, int lag)
    {
        BlockProduct.LowerPairs<TLane, TVector>(
            chunk.Count, chunk.KeyWidth, queries, chunk.KeyStride, chunk.KeysAcross, scores, chunk.PairStride, lag);
        LaneRows.Multiply<TLane, TVector>(scores, chunk.Pairs, scores, (nint)chunk.Count * chunk.PairStride);
    }

    void IDecay.ScoresBackward<TLane, TVector>(
        in LinearChunk chunk, float* scoreGradients, float* queries, float* queryGradients, float* keyGradients)
    {
        LaneRows.Multiply<TLane, TVector>(scoreGradients, chunk.Pairs, scoreGradients, (nint)chunk.Count * chunk.PairStride);
        BlockProduct.LowerTimes<TLane, TVector>(
            chunk.Count, chunk.KeyWidth, scoreGradients, chunk.PairStride, chunk.Keys, queryGradients, chunk.KeyStride);
        BlockProduct.LowerTransposedTimes<TLane, TVector>(
            chunk.Count, chunk.KeyWidth, scoreGradients, chunk.PairStride, queries, keyGradients, chunk.KeyStride);
    }

    void IDecay.Fade<TLane, TVector>(in LinearChunk chunk, float* state)
        => LaneRows.Scale<TLane, TVector>(chunk.FromStart[chunk.Count - 1], state, state, (nint)chunk.KeyWidth * chunk.ValueStride);

    void IDecay.AddGradient<TLane, TVector>(int batch, int head, int first, in LinearChunk chunk, float* rows, float* end)
    {
        float sum = 0f;
        for (int d = 0; d < chunk.KeyWidth; d++) sum += end[d];
        for (int i = chunk.Count - 1; i >= 0; i--)
        {
            float* row = rows + (nint)i * chunk.KeyStride;
            for (int d = 0; d < chunk.KeyWidth; d++) sum += row[d];
            *Gradient.Row(batch, head, first + i) += sum;
        }
    }

    private static float* ScaleRows<TLane, TVector>(in LinearChunk chunk, float* factors, float* x, float* target)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        for (int i = 0; i < chunk.Count; i++)
            LaneRows.Scale<TLane, TVector>(factors[i], x + (nint)i * chunk.KeyStride, target + (nint)i * chunk.KeyStride, chunk.KeyStride);
        return target;
    }
}
