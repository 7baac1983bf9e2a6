using Heed.Prompts.Configs.Nodes;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Lays tests over each other: defaults, scenarios, tests.</summary>
internal static class TestMerge
{
    private static readonly string[] s_laidOver = ["vars", "options", "metadata"];

    /// <summary>A test over another: variables, options and metadata key by key, assertions one after the other,
    /// everything else as the upper one has it.</summary>
    public static ConfigNode Over(ConfigNode? lower, ConfigNode upper)
    {
        if (lower is null) return upper;
        return ConfigNode.Of(upper.Place, lower.Entries.Concat(upper.Entries).GroupBy(entry => entry.Name).Select(group =>
        {
            ConfigEntry last = group.Last();
            ConfigNode[] parts = [.. group.Select(entry => entry.Value).Where(value => value.Kind != NodeKind.Null)];
            if (parts.Length < 2) return parts.Length == 1 ? last with { Value = parts[0] } : last;
            if (s_laidOver.Contains(group.Key) && parts.All(part => part.Kind == NodeKind.Map))
                return last with { Value = ConfigNode.Of(parts[^1].Place, parts.SelectMany(part => part.Entries)) };
            if (group.Key == "assert" && parts.All(part => part.Kind == NodeKind.List))
                return last with { Value = ConfigNode.Of(parts[^1].Place, [.. parts.SelectMany(part => part.Items)]) };
            return last;
        }));
    }
}
