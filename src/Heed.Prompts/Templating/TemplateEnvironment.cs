using System.Collections;

namespace Heed.Prompts.Templating;

/// <summary>What templates find under <c>env</c>.</summary>
internal static class TemplateEnvironment
{
    /// <summary>The environment of the process, and a configuration's own over it; nothing where PROMPTFOO_DISABLE_TEMPLATE_ENV_VARS says so.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> own)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("PROMPTFOO_DISABLE_TEMPLATE_ENV_VARS") is "1" or "true") return all;
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) all[(string)entry.Key] = entry.Value as string ?? "";
        foreach ((string name, string value) in own) all[name] = value;
        return all;
    }
}
