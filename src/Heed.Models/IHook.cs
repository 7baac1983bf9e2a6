using Heed.Autograd;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Models;

/// <summary>
/// Is shown a model's values as it runs, and may put others in their place: what recorders, interventions and measures are made of.
/// A run without one pays nothing for it.
/// </summary>
/// <remarks>
/// <para>Sites and shapes: <c>pos_embed</c> (a learned table's rows, where there is one),
/// <c>embed</c> (all that goes into the first block), <c>blocks.N.resid_pre</c>, <c>.resid_mid</c>, <c>.resid_post</c>,
/// <c>final_norm</c> [B·T, M] (<c>pos_embed</c> as wide as the embedding, where that is narrower);
/// <c>blocks.N.attn.q</c> [B·T, Hq·D], <c>.k</c>, <c>.v</c> [B·T, Hkv·D] (queries and keys as they meet: normalized and turned), <c>.z</c>
/// [B·T, Hq·D], <c>.result</c> [B·T, M]; <c>blocks.N.mlp.post</c> [B·T, hidden width], <c>.mlp.out</c> [B·T, M]; <c>logits</c> [rows, V] or
/// [B, labels]; <c>pooled</c> [B, M]. A block whose parts run side by side has no <c>resid_mid</c>.</para>
/// <para>The stacks of an encoder–decoder begin with <c>encoder.</c> and <c>decoder.</c>; cross-attention is <c>decoder.blocks.N.cross</c>,
/// with the same sites as <c>attn</c> (keys and values only where they are computed: with a cache, in the first pass).</para>
/// <para>On a tape that records, a value keeps its gradient until the tape is disposed; otherwise values are valid during the call only.</para>
/// </remarks>
public interface IHook
{
    /// <summary>A value at a named site.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="site">Which.</param>
    /// <param name="value">The value; not to be written to.</param>
    /// <returns>What the model goes on with: the value, or one of the same shape in its place, made on the tape where gradients are to flow through it.</returns>
    Tensor Visit(Tape tape, string site, Tensor value);

    /// <summary>An attention that is about to happen. Whoever only watches returns <see cref="AttentionStep.Run"/> with what came.</summary>
    /// <param name="step">Queries, keys, values and scale: enough to compute any weight.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="parameters">What of the score gets a gradient; what watches the backward pass goes round it.</param>
    /// <returns>z, [B·Tq, Hq·D].</returns>
    Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters;
}
