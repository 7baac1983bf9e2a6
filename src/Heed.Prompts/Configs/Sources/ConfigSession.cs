using System.Text.Json;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;
using Heed.Prompts.Values;

namespace Heed.Prompts.Configs.Sources;

/// <summary>What reading one configuration knows: its folder, its environment, the files it is in, and what it passed over.</summary>
/// <param name="folder">What paths are relative to, in full.</param>
/// <param name="warnings">Where to say what is passed over.</param>
internal sealed class ConfigSession(string folder, List<PlanWarning> warnings)
{
    // Files that name files that name files; far beyond any configuration.
    private const int Deepest = 20;

    private static readonly IReadOnlyDictionary<string, JsonElement> s_none = new Dictionary<string, JsonElement>();
    private readonly List<string> _open = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>What paths are relative to, in full.</summary>
    public string Folder => folder;

    /// <summary>What paths in the plan are relative to, where several configurations of other folders are read at once.</summary>
    public required string PlanFolder { get; init; }

    /// <summary>Whether values of variables are kept as they stand: no case for each element of a list, no files.</summary>
    public bool KeepsVariables { get; set; }

    /// <summary>The configuration's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>Says what is passed over; the same once.</summary>
    public void Warn(Place place, string message)
    {
        var warning = new PlanWarning(place, message);
        if (!warnings.Contains(warning)) warnings.Add(warning);
    }

    /// <summary>A path in full; <c>file://</c> in front is passed over, and a file outside of the folder is named.</summary>
    public string Full(string path, Place asked)
    {
        path = WithoutScheme(path);
        string full = Path.GetFullPath(Path.Combine(folder, path));
        string relative = Path.GetRelativePath(folder, full);
        if (asked != ConfigOverrides.Place && (Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal)) && _named.Add(full))
            Warn(asked, $"{path} lies outside of the configuration's folder; {full} is read.");
        return full;
    }

    /// <summary>A path as labels show it: from the folder, with slashes.</summary>
    public string Shown(string full) => Path.GetRelativePath(folder, full).Replace('\\', '/');

    /// <summary>A path without <c>file://</c>.</summary>
    public static string WithoutScheme(string path) => path.StartsWith("file://", StringComparison.Ordinal) ? path["file://".Length..] : path;

    /// <summary>The text of a file, without a byte order mark.</summary>
    /// <exception cref="HeedException">It is missing or cannot be read; the message says where it was asked for.</exception>
    public static string Text(string full, Place asked)
    {
        try
        {
            return TextFile.Read(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string problem = File.Exists(full) ? error.Message : Directory.Exists(full) ? "it is a folder" : "there is no such file";
            throw new HeedException($"{asked}: expected the path of a file; {full}: {problem}. "
                + $"Correct the path; it is relative to {(asked == ConfigOverrides.Place ? "the current folder, or else to the configuration's" : "the configuration's folder")}.", error);
        }
    }

    /// <summary>A YAML or JSON file as nodes.</summary>
    /// <exception cref="HeedException">It is missing or malformed.</exception>
    public ConfigNode Nodes(string full, Place asked) => Path.GetExtension(full).Equals(".json", StringComparison.OrdinalIgnoreCase)
        ? JsonNodes.Read(Text(full, asked), Shown(full)) : YamlNodes.Read(Text(full, asked), Shown(full));

    /// <summary>Reads what a file holds, and refuses files that lead back to themselves.</summary>
    /// <exception cref="HeedException">They do, or there are too many inside each other.</exception>
    public T Inside<T>(string full, Place asked, Func<T> read)
    {
        if (_open.Contains(full))
            throw new HeedException($"{asked}: the file includes itself: {string.Join(" → ", [.. _open.Select(Shown), Shown(full)])}. Expected an end.");
        if (_open.Count >= Deepest) throw new HeedException($"{asked}: expected at most {Deepest} files that name each other; there are more.");
        _open.Add(full);
        T result = read();
        _open.RemoveAt(_open.Count - 1);
        return result;
    }

    /// <summary>A text whose template sees the environment alone, as ids of providers are.</summary>
    public string WithEnvironment(string text) => text.Contains("{{", StringComparison.Ordinal) ? PromptTemplates.RenderText(text, s_none, Environment) : text;
}
