namespace Heed.Models.Cost;

/// <summary>A "what if" of a model, as data: the same blueprint with another window, fewer key-value heads or another cache.</summary>
public sealed record CostVariant
{
    /// <summary>The model as it is, its cache in float32.</summary>
    public static CostVariant AsIs { get; } = new();

    /// <summary>w, of every layer: a token sees itself and w − 1 before it; 0: every layer sees everything. Null: as the model has it.</summary>
    public int? Window { get; init; }

    /// <summary>Hkv, a divisor of the query heads; null: as the model has them.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>How keys and values are kept.</summary>
    public CachePrecision Cache { get; init; }

    /// <summary>What it is called beside others: <c>window 4096, 2 key-value heads, float16 cache</c>, or <c>as it is</c>.</summary>
    public string Name
    {
        get
        {
            var parts = new List<string>();
            if (Window is { } window) parts.Add(window == 0 ? "full attention" : $"window {window}");
            if (KeyValueHeads is { } heads) parts.Add(heads == 1 ? "1 key-value head" : $"{heads} key-value heads");
            if (Cache != CachePrecision.Float32) parts.Add(Cache == CachePrecision.Float16 ? "float16 cache" : "int8 cache");
            return parts.Count == 0 ? "as it is" : string.Join(", ", parts);
        }
    }

    /// <summary>Key-value heads a model could have: the divisors of its query heads, ascending.</summary>
    /// <param name="blueprint">The model.</param>
    public static IReadOnlyList<int> KeyValueHeadsOf(Blueprint blueprint)
        => [.. Enumerable.Range(1, blueprint.Heads).Where(heads => blueprint.Heads % heads == 0)];

    /// <summary>The model so changed.</summary>
    /// <exception cref="HeedException">The window is negative or the model has none to set, or the heads do not divide the query heads.</exception>
    public Blueprint Apply(Blueprint blueprint)
    {
        Blueprint changed = blueprint;
        if (Window is { } window)
        {
            if (window < 0) throw new HeedException($"window: expected 1 or more tokens, or 0 for all; got {window}.");
            if (window > 0 && blueprint.Direction != Direction.Causal)
                throw new HeedException($"window: expected a decoder, whose tokens look back; this model is {blueprint.Direction}. Leave the window out.");
            int? seen = window == 0 ? null : window;
            changed = changed with { Attention = [.. Enumerable.Range(0, blueprint.Layers).Select(layer
                => blueprint.AttentionOf(layer) with { Window = seen })] };
        }
        if (KeyValueHeads is { } heads)
        {
            if (heads < 1 || blueprint.Heads % heads != 0)
                throw new HeedException($"key-value heads: expected a divisor of the {blueprint.Heads} query heads; got {heads}.");
            changed = changed with { KeyValueHeads = heads };
        }
        return changed;
    }
}
