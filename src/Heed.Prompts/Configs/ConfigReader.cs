using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>Reads configurations that people have: promptfoo's (YAML or JSON) and GitHub Models' <c>.prompt.yml</c>.</summary>
/// <remarks>Format: https://www.promptfoo.dev/docs/configuration/reference/ and
/// https://docs.github.com/en/github-models/use-github-models/storing-prompts-in-github-repositories.</remarks>
public static class ConfigReader
{
    private const int MostShown = 3;

    private static readonly string[] s_names =
        [.. ((string[])["yaml", "yml", "json", "cjs", "cts", "js", "mjs", "mts", "ts"]).Select(ending => "promptfooconfig." + ending)];

    /// <summary>The configuration of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Its path, or null where there is none.</returns>
    public static string? FindDefault(string folder) => s_names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Whether a file is a configuration by its name, rather than the text of a prompt.</summary>
    public static bool IsConfig(string path)
        => Path.GetFileName(path).StartsWith("promptfooconfig.", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".prompt.yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".prompt.yaml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads configurations into one plan.</summary>
    /// <param name="files">Paths or patterns, at least one; several are put together: providers and prompts once each, tests one after the other.</param>
    /// <param name="overrides">What the command line says.</param>
    /// <exception cref="HeedException">A file is missing or malformed, something is of the wrong kind,
    /// or nothing is left to run; the message names file, line and column.</exception>
    public static EvalPlan Read(IReadOnlyList<string> files, ConfigOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(overrides);
        overrides.Checked();
        var warnings = new List<PlanWarning>();
        string[] paths = [.. Paths(files)];
        string folder = Path.GetDirectoryName(Path.GetFullPath(paths[0]))!;
        try
        {
            ConfigDraft[] drafts = [.. paths.Select(path => DraftReader.Read(Path.GetFullPath(path), path, folder, overrides, warnings))];
            return PlanBuilder.Build(drafts, overrides, warnings);
        }
        catch (HeedException error) when (warnings.Count > 0)
        {
            // What was passed over is often the cause: a misspelled key leaves its section missing.
            throw new HeedException($"{error.Message} Before it: {string.Join(" ", warnings.Take(MostShown))}", error) { IsUnsupported = error.IsUnsupported };
        }
    }

    private static IEnumerable<string> Paths(IReadOnlyList<string> files)
    {
        if (files.Count == 0) throw new HeedException($"expected the path of a configuration, such as {s_names[0]}; got none. Name it with -c.");
        return files.SelectMany(file =>
        {
            if (File.Exists(file) || !FilePatterns.Is(file))
                return !Directory.Exists(file) ? [file]
                    : (IReadOnlyList<string>)[FindDefault(file) ?? throw new HeedException($"{file}: expected a folder with {s_names[0]}; it has none.")];
            IReadOnlyList<string> found = FilePatterns.Find(Directory.GetCurrentDirectory(), file);
            return found.Count > 0 ? found : throw new HeedException($"{file}: expected configurations; no file is like that.");
        }).Distinct();
    }
}
