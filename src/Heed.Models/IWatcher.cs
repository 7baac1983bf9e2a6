using Heed.Autograd;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Models;

/// <summary>Is shown a model's values as it runs. Values are valid during the call only.</summary>
/// <remarks>
/// <para>Sites and shapes: <c>embed</c>, <c>blocks.N.resid_pre</c>, <c>.resid_mid</c>, <c>.resid_post</c>, <c>final_norm</c> [B·T, M];
/// <c>blocks.N.attn.q</c> [B·T, Hq·D], <c>.k</c>, <c>.v</c> [B·T, Hkv·D] (queries and keys as they meet: normalized and turned), <c>.z</c>
/// [B·T, Hq·D],
/// <c>.result</c> [B·T, M]; <c>blocks.N.mlp.post</c> [B·T, hidden width]; <c>logits</c> [rows, V] or [B, labels]; <c>pooled</c> [B, M].
/// A block whose parts run side by side has no <c>resid_mid</c>.</para>
/// <para>The stacks of an encoder–decoder begin with <c>encoder.</c> and <c>decoder.</c>; cross-attention is <c>decoder.blocks.N.cross</c>,
/// with the same
/// sites as <c>attn</c> (keys and values only where they are computed: with a cache, in the first pass).</para>
/// </remarks>
public interface IWatcher
{
    /// <summary>A value at a named site.</summary>
    void Visit(string site, Tensor value);

    /// <summary>What an attention works on: enough to compute any of its weights (<see cref="Attention"/>).</summary>
    /// <param name="site">Which: <c>blocks.N.attn</c>, <c>decoder.blocks.N.cross</c>.</param>
    /// <param name="layer">N.</param>
    /// <param name="inputs">Queries, keys, values and scale.</param>
    /// <param name="mask">Which pairs are allowed.</param>
    /// <param name="score">The change to the scores.</param>
    void Attend<TMask, TScore>(string site, int layer, in AttentionInputs inputs, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore;
}
