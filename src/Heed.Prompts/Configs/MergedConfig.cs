using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Tests;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>Several configurations as one, for the results.</summary>
internal static class MergedConfig
{
    private static readonly string[] s_once = ["prompts", "providers", "targets"], s_lists = [.. s_once, "tests", "scenarios"];

    /// <summary>Lists one after the other, sections laid over each other, descriptions with a comma between.</summary>
    public static ConfigNode Of(IReadOnlyList<ConfigDraft> drafts)
    {
        if (drafts.Count == 1) return drafts[0].Root;
        Place place = drafts[0].Root.Place;
        return ConfigNode.Of(place, drafts.SelectMany(draft => draft.Root.Entries).GroupBy(entry => entry.Name)
            .Select(group => group.Last() with { Value = Merged(group.Key, place, [.. group.Select(entry => entry.Value)]) }));
    }

    private static ConfigNode Merged(string key, Place place, ConfigNode[] values)
    {
        if (values.Length == 1) return values[0];
        if (key == "description" && values.All(value => value.Scalar() is not null))
            return ConfigNode.Of(place, string.Join(", ", values.Select(value => value.Scalar())));
        if (s_lists.Contains(key))
        {
            IEnumerable<ConfigNode> items = values.SelectMany(value => value.Kind == NodeKind.List ? value.Items : [value]);
            return ConfigNode.Of(place, s_once.Contains(key) ? [.. items.DistinctBy(item => item.ToText())] : items.ToArray());
        }
        if (!values.All(value => value.Kind == NodeKind.Map)) return values[^1];
        return key == "defaultTest" ? values.Aggregate((lower, upper) => TestMerge.Over(lower, upper))
            : ConfigNode.Of(place, values.SelectMany(value => value.Entries));
    }
}
