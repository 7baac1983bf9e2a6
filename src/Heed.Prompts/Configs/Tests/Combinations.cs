using System.Text.Json;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;

namespace Heed.Prompts.Configs.Tests;

/// <summary>The cases that the variables of one test stand for.</summary>
internal static class Combinations
{
    // A few variables with long lists make more than any run could do.
    private const int Most = 1_000_000;

    /// <summary>
    /// All of them: a list whose first element is a text has a case for each element, and a pattern of files for each file; the last variable changes fastest.
    /// </summary>
    /// <param name="session">The configuration.</param>
    /// <param name="test">The test.</param>
    /// <param name="expand">Whether lists and patterns are taken apart; a single file is read in any case.</param>
    /// <exception cref="HeedException">A file is missing, or there are too many cases.</exception>
    public static IReadOnlyList<CaseVariables> Of(ConfigSession session, ConfigNode test, bool expand)
    {
        var all = new List<CaseVariables> { new(new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal), null) };
        foreach (ConfigEntry entry in test.MapOf("vars")?.Entries ?? [])
        {
            VariableValue[] values = [.. Values(session, entry.Value, expand)];
            if ((long)all.Count * values.Length > Most)
                throw new HeedException($"{entry.Place}: expected a test of at most {Most} cases; its variables make more.");
            all = [.. all.SelectMany(vars => values.Select(value => vars.With(entry.Name, value)))];
        }
        return all;
    }

    private static IEnumerable<VariableValue> Values(ConfigSession session, ConfigNode value, bool expand)
    {
        if (session.KeepsVariables) return [new VariableValue(value)];
        bool pattern = value.Kind == NodeKind.Text && FilePatterns.Is(value.Text);
        if ((expand || !pattern) && VariableFiles.Find(session, value) is { } files) return files.Select(file => VariableFiles.Read(session, file, value));
        return expand && value is { Kind: NodeKind.List, Items: [{ Kind: NodeKind.Text }, ..] }
            ? value.Items.SelectMany(item => Values(session, item, item.Kind == NodeKind.Text)) : [new VariableValue(value)];
    }
}
