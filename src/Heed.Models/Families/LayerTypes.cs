namespace Heed.Models.Families;

/// <summary>Which layers of a configuration see only a window: <c>layer_types</c> where it is given, otherwise the rule of the
/// family.</summary>
internal static class LayerTypes
{
    /// <summary>What configurations call a layer with a window.</summary>
    public const string Sliding = "sliding_attention";

    /// <summary>What they call a layer without one.</summary>
    public const string Full = "full_attention";

    /// <summary>Of every <paramref name="period"/> layers the last sees all (Gemma 2: 2, Gemma 3: 6).</summary>
    public static string[] Every(ConfigReader config, int layers, int period)
        => Read(config, layers) ?? [.. Enumerable.Range(1, layers).Select(number => number % period == 0 ? Full : Sliding)];

    /// <summary>The first layers see all, those from <paramref name="first"/> on a window (Qwen).</summary>
    public static string[] From(ConfigReader config, int layers, int first)
        => Read(config, layers) ?? [.. Enumerable.Range(0, layers).Select(layer => layer < first ? Full : Sliding)];

    /// <summary>All the same.</summary>
    public static string[] All(ConfigReader config, int layers, string type) => Read(config, layers)
        ?? [.. Enumerable.Repeat(type, layers)];

    /// <summary>Plans of the layers.</summary>
    /// <param name="types">The kind of each.</param>
    /// <param name="full">The plan of those that see all.</param>
    /// <param name="sliding">The plan of those that do not.</param>
    public static ValueList<AttentionPlan> Plans(string[] types, AttentionPlan full, AttentionPlan sliding)
        => full == sliding || types.All(type => type == Full) ? [full]
        : types.All(type => type == Sliding) ? [sliding]
        : [.. types.Select(type => type == Sliding ? sliding : full)];

    /// <summary>The names of a blueprint's layers.</summary>
    public static IEnumerable<string> Of(Blueprint blueprint)
        => Enumerable.Range(0, blueprint.Layers).Select(layer => blueprint.AttentionOf(layer).Window is null ? Full : Sliding);

    private static string[]? Read(ConfigReader config, int layers)
    {
        if (config.Texts("layer_types") is not { } types) return null;
        if (types.Length != layers) throw new HeedException(
            $"{config.File}: \"layer_types\": expected {layers} names, one a layer; got {types.Length}.");
        foreach (string type in types)
            config.Require(type is Sliding or Full, "layer_types", $"\"{Full}\" and \"{Sliding}\"");
        return types;
    }
}
