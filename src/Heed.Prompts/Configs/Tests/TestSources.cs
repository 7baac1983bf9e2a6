using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Finds tests: inline, in files by path or pattern, in lists of these.</summary>
internal static class TestSources
{
    private static readonly string[] s_code = [".js", ".cjs", ".mjs", ".ts", ".cts", ".mts", ".py"];
    private static readonly string[] s_needed = ["assert", "vars", "options", "metadata", "provider", "providerOutput", "threshold"];

    /// <summary>The tests, each a section whose <c>vars</c> are a section too.</summary>
    /// <exception cref="HeedException">A file is missing or malformed, or something is no test.</exception>
    public static IReadOnlyList<ConfigNode> Read(ConfigSession session, ConfigNode? node) => node switch
    {
        null or { Kind: NodeKind.Null } => [],
        { Kind: NodeKind.List, Items.Count: 0 } => None(session, node.Place),
        { Kind: NodeKind.List } => [.. node.Items.SelectMany(item => Entry(session, item))],
        _ => Entry(session, node),
    };

    /// <summary>The tests of a path or pattern.</summary>
    public static IReadOnlyList<ConfigNode> File(ConfigSession session, string text, Place asked)
    {
        string path = ConfigSession.WithoutScheme(session.WithEnvironment(text));
        if (path.Contains("://", StringComparison.Ordinal))
            throw new HeedException($"{asked}: {path} is not a file; expected the path of a .csv, .json, .jsonl or .yaml file. "
                + "Save the tests as one.") { IsUnsupported = true };
        if (!FilePatterns.Is(path)) return One(session, session.Full(path, asked), asked);
        IReadOnlyList<string> files = FilePatterns.Find(session.Folder, path);
        return files.Count > 0 ? [.. files.SelectMany(file => One(session, session.Full(file, asked), asked))]
            : throw new HeedException($"{asked}: expected files of tests; none is like {path}.");
    }

    /// <summary>A test with its variables at hand.</summary>
    public static ConfigNode Checked(ConfigSession session, ConfigNode test, bool mayBeEmpty = false)
    {
        if (test.Kind != NodeKind.Map) throw test.Expected("a test: a section with \"vars\" or \"assert\"");
        KnownKeys.Test.Check(session, test);
        if (!mayBeEmpty && !s_needed.Any(key => test[key] is not null))
            throw test.Error($"expected a test with one of {string.Join(", ", s_needed)}; "
                + $"got {(test.Entries.Count == 0 ? "none" : string.Join(", ", test.Entries.Select(e => e.Name)))}.");
        if (test.MapOf("options") is { } options) KnownKeys.Options.Check(session, options);
        return test["vars"] is null ? test : ConfigNode.Of(test.Place, test.Entries.Select(entry
            => entry.Name == "vars" ? entry with { Value = Vars(session, entry.Value) } : entry));
    }

    private static IReadOnlyList<ConfigNode> None(ConfigSession session, Place place)
    {
        session.Warn(place, "\"tests\" is empty: every prompt is asked once, and nothing is held against the answers but what \"defaultTest\" says.");
        return [];
    }

    private static IReadOnlyList<ConfigNode> Entry(ConfigSession session, ConfigNode node)
    {
        if (node.Kind == NodeKind.Text) return File(session, node.Text, node.Place);
        if (node.Kind == NodeKind.Map && node["path"] is { Kind: NodeKind.Text } path && !s_needed.Any(key => node[key] is not null))
        {
            if (node["config"] is { } config) session.Warn(config.Place,
                "\"config\" beside \"path\" is passed over: it is for tests made by code, which Heed does not run.");
            return File(session, path.Text, path.Place);
        }
        return [Checked(session, node)];
    }

    private static IReadOnlyList<ConfigNode> One(ConfigSession session, string full, Place asked)
    {
        string ending = Path.GetExtension(full).ToLowerInvariant(), shown = session.Shown(full);
        string file = ending.Split(':')[0];
        if (s_code.Contains(file))
            throw new HeedException($"{asked}: the tests {shown} are code, which Heed does not run. "
                + "Write what it makes into a .yaml, .json or .csv file.") { IsUnsupported = true };
        IReadOnlyList<ConfigNode> found = session.Inside(full, asked, () => ending switch
        {
            ".csv" => [.. CsvTests.Read(session, ConfigSession.Text(full, asked), shown).Select(test => Checked(session, test))],
            ".jsonl" => Lines(session, ConfigSession.Text(full, asked), shown),
            ".json" or ".yaml" or ".yml" => Listed(session, session.Nodes(full, asked)),
            _ => throw new HeedException($"{asked}: expected tests in a .csv, .json, .jsonl or .yaml file; got {shown}.")
                { IsUnsupported = ending is ".xlsx" or ".xls" },
        });
        return found.Count > 0 ? found : throw new HeedException($"{asked}: expected at least one test in {shown}; there is none. Write one, or leave the file out.");
    }

    private static IReadOnlyList<ConfigNode> Listed(ConfigSession session, ConfigNode root) => root.Kind switch
    {
        NodeKind.List => [.. root.Items.SelectMany(item => Entry(session, item))],
        NodeKind.Map => [Checked(session, root)],
        NodeKind.Null => [],
        _ => throw root.Expected("a list of tests, or one test"),
    };

    private static IReadOnlyList<ConfigNode> Lines(ConfigSession session, string text, string file)
    {
        var tests = new List<ConfigNode>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            ConfigNode test = Checked(session, JsonNodes.Read(lines[i].TrimEnd('\r'), file, i + 1));
            var description = new ConfigEntry("description", test.Place, ConfigNode.Of(test.Place, $"Row #{tests.Count + 1}"));
            tests.Add(test["description"] is not null ? test : ConfigNode.Of(test.Place, test.Entries.Append(description)));
        }
        return tests;
    }

    // A path or a list of them: YAML mappings laid over each other.
    private static ConfigNode Vars(ConfigSession session, ConfigNode vars)
    {
        if (vars.Kind is NodeKind.Map or NodeKind.Null) return vars.Kind == NodeKind.Map ? vars : ConfigNode.Of(vars.Place, Array.Empty<ConfigEntry>());
        IReadOnlyList<ConfigNode> paths = vars.Kind == NodeKind.List ? vars.Items : [vars];
        return ConfigNode.Of(vars.Place, paths.SelectMany(path =>
        {
            string text = ConfigSession.WithoutScheme(path.AsText("variables, or the paths of YAML files with them"));
            IReadOnlyList<string> files = FilePatterns.Is(text) ? FilePatterns.Find(session.Folder, text) : [session.Full(text, path.Place)];
            return files.SelectMany(file => session.Nodes(file, path.Place) is { Kind: NodeKind.Map } map ? map.Entries
                : throw path.Error($"expected variables in {session.Shown(file)}: names and values; it has another form."));
        }));
    }
}
