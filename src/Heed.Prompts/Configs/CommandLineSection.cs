using System.Globalization;
using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;

namespace Heed.Prompts.Configs;

/// <summary>Reads <c>commandLineOptions</c>: what a file says in place of the command line, which wins over it.</summary>
internal static class CommandLineSection
{
    /// <summary>Reads it.</summary>
    /// <exception cref="HeedException">Something is of the wrong kind.</exception>
    public static ConfigOverrides Read(ConfigSession session, ConfigNode? map)
    {
        if (map is null) return ConfigOverrides.None;
        KnownKeys.CommandLine.Check(session, map);
        return new ConfigOverrides
        {
            Vars = Texts(map.MapOf("var")),
            Prompts = map.TextsOf("prompts") ?? [],
            Providers = map.TextsOf("providers") ?? [],
            Tests = map.TextOf("tests") ?? map.TextOf("vars"),
            Prefix = map.TextOf("promptPrefix"),
            Suffix = map.TextOf("promptSuffix"),
            Grader = map.TextOf("grader"),
            EnvironmentFiles = [.. (map.TextsOf("envPath") ?? map.TextsOf("envFile") ?? []).Select(path => session.Full(path, map.Place))],
            Write = map.TruthOf("write"),
            Table = map.TruthOf("table"),
            Description = map.TextOf("description"),
            Repeat = map.WholeOf("repeat", 1),
            MaxConcurrency = map.WholeOf("maxConcurrency", 1),
            Cache = map.TruthOf("cache"),
            DelayMs = map.NumberOf("delay"),
            Outputs = map.TextsOf("output") ?? [],
            DescriptionPattern = map.TextOf("filterPattern"),
            First = Whole(map, "filterFirstN"),
            Sample = Whole(map, "filterSample"),
            Metadata = Pair(map, map.TextOf("filterMetadata")),
            ProviderPattern = map.TextOf("filterProviders") ?? map.TextOf("filterTargets"),
        };
    }

    /// <summary>The command line over a file's options.</summary>
    public static ConfigOverrides Over(ConfigOverrides lower, ConfigOverrides upper) => new()
    {
        Vars = lower.Vars.Concat(upper.Vars).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value),
        Prompts = upper.Prompts.Count > 0 ? upper.Prompts : lower.Prompts,
        Providers = upper.Providers.Count > 0 ? upper.Providers : lower.Providers,
        Tests = upper.Tests ?? lower.Tests,
        Prefix = upper.Prefix ?? lower.Prefix,
        Suffix = upper.Suffix ?? lower.Suffix,
        Grader = upper.Grader ?? lower.Grader,
        EnvironmentFiles = upper.EnvironmentFiles.Count > 0 ? upper.EnvironmentFiles : lower.EnvironmentFiles,
        Write = upper.Write ?? lower.Write,
        Table = upper.Table ?? lower.Table,
        Description = upper.Description ?? lower.Description,
        Repeat = upper.Repeat ?? lower.Repeat,
        MaxConcurrency = upper.MaxConcurrency ?? lower.MaxConcurrency,
        Cache = upper.Cache ?? lower.Cache,
        DelayMs = upper.DelayMs ?? lower.DelayMs,
        Outputs = upper.Outputs.Count > 0 ? upper.Outputs : lower.Outputs,
        DescriptionPattern = upper.DescriptionPattern ?? lower.DescriptionPattern,
        First = upper.First ?? lower.First,
        Sample = upper.Sample ?? lower.Sample,
        Seed = upper.Seed,
        Metadata = upper.Metadata.Count > 0 ? upper.Metadata : lower.Metadata,
        ProviderPattern = upper.ProviderPattern ?? lower.ProviderPattern,
    };

    private static Dictionary<string, string> Texts(ConfigNode? map)
        => (map?.Entries ?? []).ToDictionary(entry => entry.Name, entry => entry.Value.AsText($"a text for \"{entry.Name}\""), StringComparer.Ordinal);

    // Written as a number or as a text.
    private static int? Whole(ConfigNode map, string key) => map.Find(key) is { Kind: NodeKind.Text } text
        ? int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
            : throw text.Expected($"a whole number of at least 1 for \"{key}\"")
        : map.WholeOf(key, 1);

    private static Dictionary<string, string> Pair(ConfigNode map, string? text)
    {
        if (text is null) return [];
        string[] parts = text.Split('=', 2);
        return parts.Length == 2 ? new() { [parts[0]] = parts[1] } : throw map["filterMetadata"]!.Expected("key=value for \"filterMetadata\"");
    }
}
