using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Prompts;
using Heed.Prompts.Configs.Providers;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>Reads a prompt file of GitHub Models: one prompt of messages, one model, rows of data, evaluators.</summary>
internal static class GitHubPrompt
{
    // The names of a model's parameters there, and those that promptfoo's files have.
    private static readonly (string Theirs, string Ours)[] s_parameters = [("maxTokens", "max_tokens"), ("temperature", "temperature"), ("topP", "top_p")];
    private static readonly string[] s_texts = ["equals", "contains", "startsWith", "endsWith"];

    /// <summary>Whether a file is one.</summary>
    public static bool Is(string path, ConfigNode root) => path.EndsWith(".prompt.yml", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".prompt.yaml", StringComparison.OrdinalIgnoreCase)
            || (root["messages"] is not null && root["prompts"] is null && root["providers"] is null);

    /// <summary>Reads it.</summary>
    /// <exception cref="HeedException">Something is missing or of the wrong kind.</exception>
    public static ConfigDraft Read(ConfigSession session, ConfigNode root, string shown)
    {
        KnownKeys.GitHub.Check(session, root);
        // A list is one value there, and a file:// is a text.
        session.KeepsVariables = true;
        IReadOnlyList<ConfigNode> messages = root.ListOf("messages");
        if (messages.Count == 0) throw root.Error("expected \"messages\" with \"role\" and \"content\" in a prompt file; there are none.");
        foreach (ConfigNode message in messages)
            if (message.Kind != NodeKind.Map || message.TextOf("role") is not ("system" or "user" or "assistant") || message.TextOf("content") is null)
                throw message.Expected("a message with \"role\" (system, user or assistant) and \"content\"");
        if (root.TextOf("responseFormat") is { } format and not "text")
            session.Warn(root["responseFormat"]!.Place, $"\"responseFormat: {format}\" is passed over; hold the answer to it with an evaluator.");
        string name = root.TextOf("name") ?? Path.GetFileName(shown);
        PromptDraft prompt = PromptDraft.Of(ConfigNode.Of(messages[0].Place, messages).ToText(), name);
        PlannedProvider[] providers = root.TextOf("model") is { } model
            ? [ProviderReader.Named(session, model) with { Config = Parameters(session, root.MapOf("modelParameters")).ToJson() }] : [];
        ConfigNode assert = ConfigNode.Of(root.Place, [.. root.ListOf("evaluators").Select(evaluator => Evaluator(evaluator))]);
        ConfigEntry[] shared = assert.Items.Count == 0 ? [] : [new ConfigEntry("assert", assert.Place, assert)];
        return new ConfigDraft(session, root)
        {
            Prompts = [prompt with { Planned = prompt.Planned with { IsLiteral = true } }],
            Providers = providers,
            Tests = [.. root.ListOf("testData").Select(row => ConfigNode.Of(row.Place, [new ConfigEntry("vars", row.Place, Row(row))]))],
            DefaultTest = shared.Length == 0 ? null : ConfigNode.Of(root.Place, shared),
        };
    }

    private static ConfigNode Row(ConfigNode row) => row.Kind == NodeKind.Map ? row : throw row.Expected("a row of test data: names with values");

    private static ConfigNode? Parameters(ConfigSession session, ConfigNode? map)
    {
        if (map is null) return null;
        new KnownKeys("modelParameters", [.. s_parameters.Select(pair => pair.Theirs)], new Dictionary<string, string>()).Check(session, map);
        return ConfigNode.Of(map.Place, s_parameters.Where(pair => map[pair.Theirs] is not null)
            .Select(pair => new ConfigEntry(pair.Ours, map.Place, ConfigNode.Of(map[pair.Theirs]!.Place, map.NumberOf(pair.Theirs)!.Value))));
    }

    private static ConfigNode Evaluator(ConfigNode node)
    {
        if (node.Kind != NodeKind.Map) throw node.Expected("an evaluator with \"name\" and one of \"string\", \"llm\", \"uses\"");
        (string Type, ConfigNode? Value)[] found = [.. Found(node)];
        if (found.Length != 1)
            throw node.Error($"expected one of \"string\" (with {string.Join(", ", s_texts)}), \"llm\" and \"uses\" in an evaluator; "
                + $"got {(found.Length == 0 ? "none" : string.Join(", ", found.Select(f => f.Type)))}.");
        var entries = new List<ConfigEntry> { Entry("type", ConfigNode.Of(node.Place, "github:" + found[0].Type)) };
        if (found[0].Value is { } value) entries.Add(Entry("value", value));
        if (node.Find("name") is { } name) entries.Add(Entry("metric", name));
        return ConfigNode.Of(node.Place, entries);

        ConfigEntry Entry(string name, ConfigNode entry) => new(name, entry.Place, entry);
    }

    private static IEnumerable<(string Type, ConfigNode? Value)> Found(ConfigNode node)
    {
        if (node.MapOf("string") is { } text)
            foreach (string key in s_texts)
                if (text.Find(key) is { } sought) yield return (key, ConfigNode.Of(sought.Place, sought.AsText($"a text for \"{key}\"")));
        if (node.MapOf("llm") is { } judge) yield return ("llm", judge);
        if (node.TextOf("uses") is { } uses) yield return (uses.StartsWith("github/", StringComparison.Ordinal) ? uses["github/".Length..] : uses, null);
    }
}
