using Heed.Lens;
using Heed.Lens.Maps;

namespace Heed.Studio.Pages.Map;

/// <summary>The maps of a text, and the text as the model read it.</summary>
/// <param name="Answer">What was told of them.</param>
/// <param name="Read">The text.</param>
/// <param name="Maps">Owned.</param>
internal sealed record KeptMaps(MapAnswer Answer, ReadText Read, AttentionMaps Maps) : IDisposable
{
    /// <summary>The map of a layer.</summary>
    /// <exception cref="HeedException">It is not kept.</exception>
    public AttentionMap Layer(int layer)
    {
        int index = Array.IndexOf(Answer.Layers, layer);
        return index >= 0 ? Maps[index] : throw new HeedException($"layer: expected one of {string.Join(", ", Answer.Layers)}; got {layer}.");
    }

    /// <inheritdoc/>
    public void Dispose() => Maps.Dispose();
}
