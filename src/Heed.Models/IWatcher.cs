using Heed.Autograd;
using Heed.Masks;

namespace Heed.Models;

/// <summary>Is shown a model's values as it runs. Values are valid during the call only.</summary>
/// <remarks>
/// Sites and shapes: <c>embed</c>, <c>blocks.N.resid_post</c>, <c>final_norm</c> [B·T, M]; <c>logits</c> [rows, V] or [B, labels]; <c>pooled</c> [B, M].
/// </remarks>
public interface IWatcher
{
    /// <summary>A value at a named site.</summary>
    void Visit(string site, Tensor value);

    /// <summary>The inputs of a layer's attention, with its mask: enough to compute any weight (<see cref="Attention"/>).</summary>
    void Attend<TMask>(int layer, in AttentionInputs inputs, TMask mask) where TMask : struct, IMask;
}
