using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;

namespace Heed.Prompts.Configs.Tests;

/// <summary>Values of variables that are <c>file://</c>.</summary>
internal static class VariableFiles
{
    private static readonly string[] s_code = [".js", ".cjs", ".mjs", ".ts", ".py"];

    private static readonly string[] s_media =
        [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".svg", ".mp3", ".wav",
        ".ogg", ".flac", ".m4a", ".aac", ".mp4", ".mov", ".webm", ".mkv", ".avi", ".pdf"];

    /// <summary>The files a value stands for; null where it is no file.</summary>
    /// <exception cref="HeedException">There are none.</exception>
    public static IReadOnlyList<string>? Find(ConfigSession session, ConfigNode value)
    {
        if (value.Kind != NodeKind.Text || !value.Text.StartsWith("file://", StringComparison.Ordinal)) return null;
        string path = ConfigSession.WithoutScheme(value.Text);
        if (!FilePatterns.Is(path)) return [session.Full(path, value.Place)];
        IReadOnlyList<string> files = FilePatterns.Find(session.Folder, path);
        return files.Count > 0 ? files : throw value.Error($"expected files for a variable; none is like {path}.");
    }

    /// <summary>What a file says: YAML as JSON text, others trimmed.</summary>
    /// <returns>Its text; of code, pictures and sound the path, and why they are not read: the cases with it fail, and the others run.</returns>
    /// <exception cref="HeedException">It is missing or malformed.</exception>
    public static VariableValue Read(ConfigSession session, string full, ConfigNode value)
    {
        string ending = Path.GetExtension(full).ToLowerInvariant().Split(':')[0];
        if (s_code.Contains(ending) || s_media.Contains(ending))
            return new VariableValue(value, $"{value.Place}: {session.Shown(full)} is "
                + $"{(s_code.Contains(ending) ? "code, which Heed does not run" : "no text, which Heed's models cannot read")}; expected a text, JSON or YAML file.");
        return new VariableValue(ConfigNode.Of(value.Place,
            ending is ".yaml" or ".yml" ? session.Nodes(full, value.Place).ToText() : ConfigSession.Text(full, value.Place).Trim()));
    }
}
