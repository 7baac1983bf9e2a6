using System.Text.Json;

namespace Heed.Models.Cost;

/// <summary>How large a model may be whose measures come from somebody else: what is counted stays within 64 bits of weights and a moment of work.</summary>
public static class CostLimits
{
    /// <summary>The most layers.</summary>
    public const int Layers = 4096;

    /// <summary>The widest residual stream, feed-forward layer, or all heads of a layer side by side.</summary>
    public const int Width = 1 << 20;

    /// <summary>The largest vocabulary and the longest window.</summary>
    public const int Entries = 1 << 28;

    /// <summary>Refuses what is larger.</summary>
    /// <exception cref="HeedException">A measure is less than 1 or more than this.</exception>
    public static void Check(Blueprint blueprint)
    {
        Measure("layers", blueprint.Layers, Layers);
        Measure("layers of the encoder", blueprint.EncoderLayers, Layers, least: 0);
        Measure("width", blueprint.Width, Width);
        Measure("width of the embedding", blueprint.EmbeddingWidth, Width);
        Measure("feed-forward width", blueprint.HiddenWidth, Width);
        Measure("heads", blueprint.Heads, Width);
        Measure("head size", blueprint.HeadSize, Width);
        Measure("heads times head size", (long)blueprint.Heads * blueprint.HeadSize, Width);
        Measure("vocabulary", blueprint.VocabularySize, Entries);
        Measure("longest text", blueprint.MaxPositions, Entries);
    }

    /// <summary>Refuses a configuration whose numbers alone would make work, before a family reads it.</summary>
    internal static void Check(JsonElement config)
    {
        foreach (JsonProperty field in config.EnumerateObject())
            if (field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetDouble(out double number)
                && !field.Name.Contains("token", StringComparison.Ordinal))
            {
                bool counts = field.Name.Contains("layer", StringComparison.Ordinal);
                if (number > (counts ? Layers : Entries))
                    throw new HeedException($"config: \"{field.Name}\": expected at most {(counts ? Layers : Entries)}; got {field.Value.GetRawText()}.");
            }
    }

    private static void Measure(string name, long number, long most, long least = 1)
    {
        if (number < least || number > most) throw new HeedException($"{name}: expected {least} … {most}; got {number}.");
    }
}
