using Heed.Numerics;

namespace Heed.Linear;

/// <summary>How the state fades before a token writes to it: S ← diag(e^{g_t}) S.
/// One of <see cref="NoDecay"/>, <see cref="ScalarDecay"/>, <see cref="KeyDecay"/>.</summary>
/// <remarks>
/// Closed: kernels are written against these three.
/// Inside a chunk, what token i reads of token j has faded by Π_{j &lt; s ≤ i} e^{g_s}. These products are formed by multiplying factors,
/// never by subtracting sums of logarithms: nothing overflows where g ≤ 0, and g = −∞ (forget everything) is exact.
/// </remarks>
public interface IDecay
{
    /// <summary>Tokens in a chunk: a constant of the decay, never derived from the machine.</summary>
    internal static abstract int ChunkLength { get; }

    /// <summary>Whether the state never fades.</summary>
    internal static abstract bool IsNone { get; }

    /// <summary>Whether the backward pass is to add ∂/∂g.</summary>
    internal bool WantsGradient { get; }

    /// <summary>Refuses decays that do not fit <paramref name="keys"/>, [B, Hkv, T, Dk].</summary>
    internal void Check(HeadView keys);

    /// <summary>Whether decays or their gradient touch the memory of <paramref name="view"/>.</summary>
    internal bool Touches(HeadView view);

    /// <summary>Writes e^{g_t} for one token, [Dk].</summary>
    internal unsafe void Token<TLane, TVector>(int batch, int head, int token, int keyWidth, float* factors)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Fills in the chunk's factors and their products for tokens <paramref name="first"/> … first+Count−1.</summary>
    internal void Enter<TLane, TVector>(int batch, int head, int first, ref LinearChunk chunk)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Rows x_i faded from the chunk's start, x_i ⊙ Π_{s ≤ i} e^{g_s}: in <paramref name="target"/>, or x itself
    /// where nothing fades.</summary>
    internal unsafe float* FromStart<TLane, TVector>(in LinearChunk chunk, float* x, float* target)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Rows x_j faded to the chunk's end, x_j ⊙ Π_{s &gt; j} e^{g_s}: in <paramref name="target"/>, or x itself
    /// where nothing fades.</summary>
    internal unsafe float* ToEnd<TLane, TVector>(in LinearChunk chunk, float* x, float* target)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>A_ij = q_iᵀ diag(Π_{j &lt; s ≤ i} e^{g_s}) k_j for j ≤ i − <paramref name="lag"/>, 0 elsewhere.</summary>
    internal unsafe void Scores<TLane, TVector>(in LinearChunk chunk, float* queries, float* scores, int lag)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Adds what A's gradient, 0 above its diagonal, gives queries and keys. May change
    /// <paramref name="scoreGradients"/>.</summary>
    internal unsafe void ScoresBackward<TLane, TVector>(
        in LinearChunk chunk, float* scoreGradients, float* queries, float* queryGradients, float* keyGradients)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Fades [Dk, ValueStride] over the whole chunk.</summary>
    internal unsafe void Fade<TLane, TVector>(in LinearChunk chunk, float* state)
        where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>Adds to the gradient of g_t, for each token of the chunk, the sum of <paramref name="rows"/> from t on and of
    /// <paramref name="end"/>.</summary>
    /// <param name="batch">b.</param>
    /// <param name="head">Key-value head.</param>
    /// <param name="first">The chunk's first token.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="rows">[C, KeyStride], overwritten.</param>
    /// <param name="end">[KeyStride].</param>
    internal unsafe void AddGradient<TLane, TVector>(int batch, int head, int first, in LinearChunk chunk, float* rows, float* end)
        where TLane : struct, ILane<TVector> where TVector : struct;
}
