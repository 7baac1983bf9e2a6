using Heed.Models;

namespace Heed.Cli;

/// <summary>The models that come with Heed, beside the program.</summary>
internal static class BuiltInModels
{
    /// <summary>The encoder that <c>heed attend</c> uses by itself.</summary>
    public const string Encoder = "tiny-encoder";

    /// <summary>The decoder that <c>heed generate</c> uses by itself.</summary>
    public const string Decoder = "tiny-decoder";

    /// <summary>Where they lie.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names
        => Directory.Exists(Folder) ? Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];

    /// <summary>Loads a built-in model by name, or a folder by path.</summary>
    /// <exception cref="HeedException">There is neither.</exception>
    public static LanguageModel Load(string nameOrPath) => ModelFolder.Load(Find(nameOrPath));

    /// <summary>The folder of a built-in model by name, or a folder by path.</summary>
    /// <exception cref="HeedException">There is neither.</exception>
    public static string Find(string nameOrPath)
    {
        if (string.IsNullOrWhiteSpace(nameOrPath)) throw new HeedException("model: expected the name of a built-in model or the path of a model folder; got an empty text.");
        if (Names.Contains(nameOrPath)) return Path.Combine(Folder, nameOrPath);
        if (!Directory.Exists(nameOrPath))
            throw new HeedException($"model: there is no folder '{nameOrPath}', and no built-in model of that name. Built-in are {string.Join(", ", Names)}.");
        return nameOrPath;
    }
}
