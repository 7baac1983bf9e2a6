using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>Reads <c>evaluateOptions</c> and <c>outputPath</c>.</summary>
internal static class SettingsSection
{
    /// <summary>Reads them.</summary>
    /// <exception cref="HeedException">Something is of the wrong kind.</exception>
    public static EvalSettings Read(ConfigSession session, ConfigNode root)
    {
        IReadOnlyList<string> outputs = root.TextsOf("outputPath") ?? [];
        if (root.MapOf("evaluateOptions") is not { } options) return new EvalSettings { Outputs = outputs };
        KnownKeys.Evaluate.Check(session, options);
        return new EvalSettings
        {
            Cache = options.TruthOf("cache"),
            DelayMs = Positive(options, "delay"),
            MaxConcurrency = options.WholeOf("maxConcurrency", 1),
            Repeat = options.WholeOf("repeat", 1),
            TimeoutMs = Positive(options, "timeoutMs"),
            MaxEvalTimeMs = Positive(options, "maxEvalTimeMs"),
            Outputs = outputs,
        };
    }

    private static double? Positive(ConfigNode map, string key) => map.NumberOf(key) is not { } number ? null
        : number >= 0 && double.IsFinite(number) ? number : throw map[key]!.Expected($"a number of at least 0 milliseconds for \"{key}\"");
}
