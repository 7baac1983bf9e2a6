using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Scenarios: each piece of their <c>config</c> with each of their tests.</summary>
internal static class Scenarios
{
    /// <summary>The tests of all of them, defaults not in them.</summary>
    /// <exception cref="HeedException">A file is missing, or something is of the wrong kind.</exception>
    public static IReadOnlyList<ConfigNode> Read(ConfigSession session, ConfigNode? node) => node switch
    {
        null or { Kind: NodeKind.Null } => [],
        { Kind: NodeKind.List } => [.. node.Items.SelectMany(item => Entry(session, item))],
        _ => Entry(session, node),
    };

    private static IReadOnlyList<ConfigNode> Entry(ConfigSession session, ConfigNode node)
    {
        if (node.Kind == NodeKind.Map) return One(session, node);
        string path = ConfigSession.WithoutScheme(node.AsText("a scenario, or the path of a file of scenarios"));
        IReadOnlyList<string> files = FilePatterns.Is(path) ? FilePatterns.Find(session.Folder, path) : [session.Full(path, node.Place)];
        if (files.Count == 0) throw node.Error($"expected files of scenarios; none is like {path}.");
        return [.. files.SelectMany(file => session.Inside(file, node.Place, () => Read(session, session.Nodes(file, node.Place))))];
    }

    private static IReadOnlyList<ConfigNode> One(ConfigSession session, ConfigNode node)
    {
        KnownKeys.Scenario.Check(session, node);
        Place place = node.Place;
        ConfigNode empty = ConfigNode.Of(place, Array.Empty<ConfigEntry>());
        IReadOnlyList<ConfigNode> configs = node.Find("config") is { } config ? TestSources.Read(session, config) : [empty];
        IReadOnlyList<ConfigNode> tests = node.Find("tests") is { } inner ? TestSources.Read(session, inner) : [empty];
        return [.. configs.SelectMany(lower => tests.Select(upper => TestMerge.Over(lower, upper)))];
    }
}
