using Heed.Models;

namespace Heed.Lens.Maps;

/// <summary>The maps of the stack that reads a text: of an encoder–decoder its encoder's.</summary>
public static class TextMaps
{
    /// <summary>What keeping them takes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="read">The text.</param>
    /// <param name="layer">A single layer; null for all.</param>
    /// <exception cref="HeedException">There is no such layer.</exception>
    public static IReadOnlyList<MapPlan> Plans(LanguageModel model, ReadText read, int? layer = null)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        string[] sites = Sites(blueprint, layer);
        return [.. MapPlan.Of(blueprint, Batch(blueprint, read)).Where(plan => sites.Contains(plan.Site))];
    }

    /// <summary>Runs the model once and keeps them, in the order of layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="read">The text.</param>
    /// <param name="layer">A single layer; null for all.</param>
    /// <param name="storage">Where the numbers are kept and how many; null for memory and the usual budget.</param>
    /// <param name="progress">Is told after each layer how many are done; null for nobody.</param>
    /// <param name="cancellation">Stops between two steps of a layer.</param>
    /// <exception cref="HeedException">There is no such layer, the budget is too small, there is no room, or weights are no numbers.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; nothing is kept.</exception>
    public static AttentionMaps Of(
        LanguageModel model, ReadText read, int? layer = null, MapStorage? storage = null, IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        return AttentionMaps.Of(model.Transformer, Batch(blueprint, read), Sites(blueprint, layer), storage, progress, cancellation);
    }

    private static string[] Sites(Blueprint blueprint, int? layer)
    {
        int layers = AttentionRows.Layers(blueprint);
        if (layer is { } one && (uint)one >= (uint)layers) throw new HeedException($"layer: expected 0 … {layers - 1}; got {one}.");
        return [.. Enumerable.Range(layer ?? 0, layer is null ? layers : 1).Select(l => AttentionRows.Attention(blueprint, l))];
    }

    /// <summary>An encoder runs in front of a decoder, which gets the one token it starts with.</summary>
    private static TokenBatch Batch(Blueprint blueprint, ReadText read)
        => blueprint.HasEncoder ? new TokenBatch([blueprint.DecoderStartToken ?? 0]) { Source = read.Batch } : read.Batch;
}
