using Heed.Prompts.Configs.Sources;

namespace Heed.Prompts.Configs.Providers;

/// <summary>Which model of this machine an id stands for.</summary>
internal static class ProviderModels
{
    private static readonly string[] s_code = [".js", ".cjs", ".mjs", ".ts", ".py", ".rb", ".go", ".sh"];
    private static readonly string[] s_commands = ["exec:", "python:", "golang:", "ruby:", "package:"];

    /// <summary>The model's name as --model takes it, or why there is none; neither for <c>echo</c>, which gives the prompt back.</summary>
    public static (string? Model, string? Unsupported) Find(ConfigSession session, string id)
    {
        if (id == "echo") return (null, null);
        if (id.StartsWith("heed:", StringComparison.Ordinal))
        {
            string name = id["heed:".Length..];
            return name.Length == 0
                ? (null, "heed: stands without the name of a model; write heed:NAME, such as heed:tiny-decoder.") : (InFolder(session, name) ?? name, null);
        }
        string path = ConfigSession.WithoutScheme(id);
        if (s_code.Contains(Path.GetExtension(path)) || Array.Exists(s_commands, command => id.StartsWith(command, StringComparison.Ordinal)))
            return (null, $"{id} is code, which Heed does not run. Write heed:NAME for a model of this machine.");
        if (InFolder(session, path) is { } folder) return (folder, null);
        return (null, $"{id} is not local: Heed runs models on this machine; "
            + "write heed:NAME, such as heed:tiny-decoder, heed:ORG/NAME for one that was fetched, or a model's folder.");
    }

    // A path is meant from the configuration's folder, wherever the command is run; a name stays one.
    private static string? InFolder(ConfigSession session, string path)
    {
        bool looksLikePath = path.StartsWith('.') || path.StartsWith('~') || Path.IsPathRooted(path);
        if (path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        string full = Path.GetFullPath(Path.Combine(session.Folder, path));
        return looksLikePath || Directory.Exists(full) || (File.Exists(full) && Path.GetExtension(full) == ".gguf") ? full : null;
    }
}
