using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>A decay for each key dimension of each token: S ← diag(e^{g_t}) S, as in gated linear attention (Yang et al. 2024a).</summary>
/// <remarks>
/// Chunks of 32. The usual chunked form divides keys by the products of their decays, which overflows where a gate nearly closes; here the
/// keys are faded step by step as the queries pass, in order C·Dk more work a token.
/// </remarks>
/// <param name="LogDecay">g, [B, Hkv, T, Dk], natural logarithms, normally ≤ 0.</param>
/// <param name="Gradient">Where the backward pass adds ∂/∂g, shaped as <paramref name="LogDecay"/> with memory of
/// its own for each batch row and
/// head; a row stride of 0 sums over tokens. Left out for none.</param>
public readonly unsafe record struct KeyDecay(HeadView LogDecay, HeadView Gradient = default) : IDecay
{
    static int IDecay.ChunkLength => 32;

    static bool IDecay.IsNone => false;

    bool IDecay.WantsGradient => Gradient.Data != 0;

    void IDecay.Check(HeadView keys) => LinearChecks.Decay(LogDecay, Gradient, keys, keys.Width);

    bool IDecay.Touches(HeadView view) => LogDecay.Overlaps(view) || Gradient.Overlaps(view);

    void IDecay.Token<TLane, TVector>(int batch, int head, int token, int keyWidth, float* factors)
        => LaneRows.Exp<TLane, TVector>(LogDecay.Row(batch, head, token), factors, keyWidth);

    void IDecay.Enter<TLane, TVector>(int batch, int head, int first, ref LinearChunk chunk)
    {
        int n = chunk.Count;
        int stride = chunk.KeyStride;
        for (int i = 0; i < n; i++)
        {
            float* factors = chunk.Factors + (nint)i * stride;
            LaneRows.Exp<TLane, TVector>(LogDecay.Row(batch, head, first + i), factors, chunk.KeyWidth);
            float* product = chunk.FromStart + (nint)i * stride;
            if (i == 0) Unsafe.CopyBlockUnaligned(product, factors, (uint)stride * sizeof(float));
            else LaneRows.Multiply<TLane, TVector>(product - stride, factors, product, stride);
        }
        new Span<float>(chunk.ToEnd + (nint)(n - 1) * stride, stride).Fill(1f);
        for (int i = n - 2; i >= 0; i--)
        {
            float* product = chunk.ToEnd + (nint)i * stride;
            LaneRows.Multiply<TLane, TVector>(product + stride, chunk.Factors + (nint)(i + 1) * stride, product, stride);
        }
    }

    float* IDecay.FromStart<TLane, TVector>(in LinearChunk chunk, float* x, float* target)
    {
        LaneRows.Multiply<TLane, TVector>(chunk.FromStart, x, target, (nint)chunk.Count * chunk.KeyStride);
        return target;
    }

    float* IDecay.ToEnd<TLane, TVector>(in LinearChunk chunk, float* x, float* target)
    {
        LaneRows.Multiply<TLane, TVector>(chunk.ToEnd, x, target, (nint)chunk.Count * chunk.KeyStride);
        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IDecay.Scores<TLane, TVector>(in LinearChunk chunk, float* queries, float* scores, int lag)
    {
        // The lanes are keys: column j holds k_j faded up to the query at hand, and is 0 until its own token has passed.
        int stride = chunk.PairStride;
        float* faded = chunk.Pairs;
        new Span<float>(faded, chunk.KeyWidth * stride).Clear();
        for (int i = 0; i < chunk.Count; i++)
        {
            float* query = queries + (nint)i * chunk.KeyStride;
            float* factors = chunk.Factors + (nint)i * chunk.KeyStride;
            float* key = chunk.Keys + (nint)i * chunk.KeyStride;
            float* row = scores + (nint)i * stride;
            for (int j = 0; j < i; j += TLane.Width)
            {
                // Four sums side by side: one chain of multiply-adds would wait for itself.
                TVector sum0 = TLane.Zero, sum1 = TLane.Zero, sum2 = TLane.Zero, sum3 = TLane.Zero;
                float* column = faded + j;
                int d = 0;
                for (; d + 4 <= chunk.KeyWidth; d += 4, column += 4 * stride)
                {
                    sum0 = TLane.FusedMultiplyAdd(TLane.Splat(query[d]), Fade<TLane, TVector>(column, factors[d]), sum0);
                    sum1 = TLane.FusedMultiplyAdd(TLane.Splat(query[d + 1]), Fade<TLane, TVector>(column + stride, factors[d + 1]), sum1);
                    sum2 = TLane.FusedMultiplyAdd(
                        TLane.Splat(query[d + 2]), Fade<TLane, TVector>(column + 2 * stride, factors[d + 2]), sum2);
                    sum3 = TLane.FusedMultiplyAdd(
                        TLane.Splat(query[d + 3]), Fade<TLane, TVector>(column + 3 * stride, factors[d + 3]), sum3);
                }
                for (; d < chunk.KeyWidth; d++, column += stride)
                    sum0 = TLane.FusedMultiplyAdd(TLane.Splat(query[d]), Fade<TLane, TVector>(column, factors[d]), sum0);
                TLane.Store(TLane.Add(TLane.Add(sum0, sum1), TLane.Add(sum2, sum3)), row + j);
            }
            for (int d = 0; d < chunk.KeyWidth; d++) faded[(nint)d * stride + i] = key[d];
            new Span<float>(row + i, stride - i).Clear();
            if (lag == 0) row[i] = LaneRows.Dot<TLane, TVector>(query, key, chunk.KeyStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IDecay.ScoresBackward<TLane, TVector>(
        in LinearChunk chunk, float* scoreGradients, float* queries, float* queryGradients, float* keyGradients)
    {
        int n = chunk.Count;
        int stride = chunk.KeyStride;
        for (int d = 0; d < stride; d += TLane.Width)
        {
            for (int j = 0; j < n; j++)
            {
                // Forwards the key fades as it meets the queries; backwards Horner's rule fades what the queries give it.
                TVector k = TLane.Load(chunk.Keys + (nint)j * stride + d);
                float* gradient = scoreGradients + (nint)j * chunk.PairStride + j;
                float* target = queryGradients + (nint)j * stride + d;
                float* factors = chunk.Factors + (nint)j * stride + d;
                for (int i = j; i < n; i++, gradient += chunk.PairStride, target += stride, factors += stride)
                {
                    if (i > j) k = TLane.Multiply(k, TLane.Load(factors));
                    TLane.Store(TLane.FusedMultiplyAdd(TLane.Splat(*gradient), k, TLane.Load(target)), target);
                }
                TVector sum = TLane.Zero;
                float* query = queries + (nint)(n - 1) * stride + d;
                for (int i = n - 1; i >= j; i--, query -= stride)
                {
                    gradient -= chunk.PairStride;
                    factors -= stride;
                    sum = TLane.FusedMultiplyAdd(TLane.Splat(*gradient), TLane.Load(query), sum);
                    if (i > j) sum = TLane.Multiply(sum, TLane.Load(factors));
                }
                float* own = keyGradients + (nint)j * stride + d;
                TLane.Store(TLane.Add(sum, TLane.Load(own)), own);
            }
        }
    }

    void IDecay.Fade<TLane, TVector>(in LinearChunk chunk, float* state)
    {
        float* factors = chunk.FromStart + (nint)(chunk.Count - 1) * chunk.KeyStride;
        for (int d = 0; d < chunk.KeyWidth; d++)
        {
            float* row = state + (nint)d * chunk.ValueStride;
            LaneRows.Scale<TLane, TVector>(factors[d], row, row, chunk.ValueStride);
        }
    }

    void IDecay.AddGradient<TLane, TVector>(int batch, int head, int first, in LinearChunk chunk, float* rows, float* end)
    {
        int stride = chunk.KeyStride;
        for (int i = chunk.Count - 1; i >= 0; i--)
        {
            float* row = rows + (nint)i * stride;
            LaneRows.Add<TLane, TVector>(1f, i == chunk.Count - 1 ? end : row + stride, row, stride);
            LaneRows.AddTo<TLane, TVector>(row, stride, 1, chunk.KeyWidth, Gradient.Row(batch, head, first + i), 0);
        }
    }

    /// <summary>Fades the keys of one register in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Fade<TLane, TVector>(float* keys, float factor) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector faded = TLane.Multiply(TLane.Splat(factor), TLane.Load(keys));
        TLane.Store(faded, keys);
        return faded;
    }
}
