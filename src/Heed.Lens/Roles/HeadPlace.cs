using Heed.Models;

namespace Heed.Lens.Roles;

/// <summary>An attention of a model.</summary>
/// <param name="Site">Its name: <c>blocks.N.attn</c>, <c>decoder.blocks.N.cross</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="IsCross">Whether its keys are a source's.</param>
/// <param name="IsCausal">Whether a query sees no later key.</param>
public sealed record HeadPlace(string Site, int Layer, bool IsCross, bool IsCausal)
{
    /// <summary>Whether it is in front of a decoder.</summary>
    public bool IsEncoder => Site.StartsWith("encoder.", StringComparison.Ordinal);

    /// <summary>All of a model, in the order of the pass.</summary>
    public static IReadOnlyList<HeadPlace> Of(Blueprint blueprint)
    {
        bool causal = blueprint.Direction == Direction.Causal;
        if (!blueprint.HasEncoder) return [.. Enumerable.Range(0, blueprint.Layers).Select(n => new HeadPlace($"blocks.{n}.attn", n, false, causal))];
        return
        [
            .. Enumerable.Range(0, blueprint.EncoderLayers).Select(n => new HeadPlace($"encoder.blocks.{n}.attn", n, false, false)),
            .. Enumerable.Range(0, blueprint.Layers).SelectMany(n => new HeadPlace[]
                { new($"decoder.blocks.{n}.attn", n, false, causal), new($"decoder.blocks.{n}.cross", n, true, false) }),
        ];
    }
}
