using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Reads assertions; what a type means, and whether it is known, is not its business.</summary>
internal static class AssertionReader
{
    private static readonly string[] s_own =
        ["type", "value", "threshold", "weight", "metric", "transform", "provider", "rubricPrompt", "assert", "description"];

    /// <summary>Reads a list of them.</summary>
    /// <exception cref="HeedException">One has no type, or something of the wrong kind.</exception>
    public static IReadOnlyList<PlannedAssertion> Read(ConfigSession session, ConfigNode? list) => list is null or { Kind: NodeKind.Null } ? []
        : list.Kind == NodeKind.List ? [.. list.Items.Select(item => One(session, item, inSet: false))]
        : throw list.Expected("a list of assertions for \"assert\"");

    private static PlannedAssertion One(ConfigSession session, ConfigNode node, bool inSet)
    {
        if (node.Kind != NodeKind.Map) throw node.Expected("an assertion: a section with \"type\" and \"value\"");
        string type = node.TextOf("type") ?? throw node.Error("expected \"type\" in an assertion, such as contains; it is missing.");
        bool isSet = type == "assert-set", not = type.StartsWith("not-", StringComparison.Ordinal);
        if (isSet && inSet) throw node.Error("an assert-set stands inside of another; expected assertions there. Put its members into the outer one.");
        bool heed = type.Contains("heed:", StringComparison.Ordinal);
        (isSet ? KnownKeys.AssertSet : KnownKeys.Assertion).Check(session, node, heed ? node.Entries.Select(entry => entry.Name).ToHashSet() : null);
        ConfigEntry[] others = [.. node.Entries.Where(entry => !s_own.Contains(entry.Name))];
        return new PlannedAssertion(not ? type["not-".Length..] : type, node.Place)
        {
            Not = not,
            Value = Rebased(session, node["value"]).ToJson(),
            Threshold = node.NumberOf("threshold"),
            Weight = node.NumberOf("weight") is not { } weight ? 1 : weight >= 0 ? weight : throw node["weight"]!.Expected("a weight of at least 0"),
            Metric = node.TextOf("metric") is { Length: > 0 } metric ? metric : null,
            Transform = node.TextOf("transform"),
            Grader = node.Find("provider").ToJson(),
            RubricPrompt = node.Find("rubricPrompt").ToJson(),
            Config = others.Length == 0 ? default : ConfigNode.Of(node.Place, others).ToJson(),
            Members = isSet ? [.. node.ListOf("assert").Select(member => One(session, member, inSet: true))] : [],
            Raw = node.ToJson(),
        };
    }

    // Files of assertions are read later, from the plan's folder.
    private static ConfigNode? Rebased(ConfigSession session, ConfigNode? value) => value switch
    {
        _ when session.PlanFolder == session.Folder => value,
        { Kind: NodeKind.Text } when value.Text.StartsWith("file://", StringComparison.Ordinal)
            => ConfigNode.Of(value.Place, "file://" + Path.Combine(session.Folder, value.Text["file://".Length..])),
        { Kind: NodeKind.List } => ConfigNode.Of(value.Place, [.. value.Items.Select(item => Rebased(session, item)!)]),
        _ => value,
    };
}
