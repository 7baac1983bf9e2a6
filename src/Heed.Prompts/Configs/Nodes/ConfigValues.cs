using System.Globalization;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>Reads values of keys, and says at which place another kind stands.</summary>
internal static class ConfigValues
{
    /// <summary>The value of a key that is there and not null.</summary>
    public static ConfigNode? Find(this ConfigNode map, string key) => map[key] is { Kind: not NodeKind.Null } value ? value : null;

    /// <summary>A text; numbers and truth values are taken as they would be printed.</summary>
    public static string AsText(this ConfigNode node, string what) => node.Scalar() ?? throw node.Expected(what);

    /// <summary>The text of a key; null where it is not there.</summary>
    public static string? TextOf(this ConfigNode map, string key) => map.Find(key)?.AsText($"a text for \"{key}\"");

    /// <summary>The number of a key; null where it is not there.</summary>
    public static double? NumberOf(this ConfigNode map, string key) => map.Find(key) switch
    {
        null => null,
        { Kind: NodeKind.Number, Number: var number } => number,
        var other => throw other.Expected($"a number for \"{key}\""),
    };

    /// <summary>The whole number of a key from a least one on; null where it is not there.</summary>
    public static int? WholeOf(this ConfigNode map, string key, int least)
    {
        if (map.NumberOf(key) is not { } number) return null;
        return number == Math.Floor(number) && number >= least && number <= int.MaxValue ? (int)number
            : throw map[key]!.Expected($"a whole number of at least {least} for \"{key}\"");
    }

    /// <summary>The truth value of a key; null where it is not there.</summary>
    public static bool? TruthOf(this ConfigNode map, string key) => map.Find(key) switch
    {
        null => null,
        { Kind: NodeKind.Truth, Truth: var flag } => flag,
        var other => throw other.Expected($"true or false for \"{key}\""),
    };

    /// <summary>The section of a key; null where it is not there.</summary>
    public static ConfigNode? MapOf(this ConfigNode map, string key)
        => map.Find(key) is not { } node ? null : node.Kind == NodeKind.Map ? node : throw node.Expected($"a section with keys for \"{key}\"");

    /// <summary>The list of a key; empty where it is not there.</summary>
    public static IReadOnlyList<ConfigNode> ListOf(this ConfigNode map, string key)
        => map.Find(key) is not { } node ? [] : node.Kind == NodeKind.List ? node.Items : throw node.Expected($"a list for \"{key}\"");

    /// <summary>The texts of a key: a list, or one of them.</summary>
    public static IReadOnlyList<string>? TextsOf(this ConfigNode map, string key) => map.Find(key) switch
    {
        null => null,
        { Kind: NodeKind.List } list => [.. list.Items.Select(item => item.AsText($"texts for \"{key}\""))],
        var one => [one.AsText($"a text or a list of texts for \"{key}\"")],
    };

    /// <summary>A scalar as it would be printed; null for lists, mappings and nothing.</summary>
    public static string? Scalar(this ConfigNode node) => node.Kind switch
    {
        NodeKind.Text => node.Text,
        NodeKind.Number => node.Number.ToString(CultureInfo.InvariantCulture),
        NodeKind.Truth => node.Truth ? "true" : "false",
        _ => null,
    };
}
