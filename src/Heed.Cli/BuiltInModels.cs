using Heed.Models;

namespace Heed.Cli;

/// <summary>The models that come with Heed, beside the program.</summary>
internal static class BuiltInModels
{
    /// <summary>The encoder that <c>heed attend</c> uses by itself.</summary>
    public const string Encoder = "tiny-encoder";

    /// <summary>The decoder that <c>heed generate</c> uses by itself.</summary>
    public const string Decoder = "tiny-decoder";

    /// <summary>The decoder with a long window that <c>heed position</c> uses by itself.</summary>
    public const string Long = "tiny-long";

    /// <summary>Where they lie.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names
        => Directory.Exists(Folder)
            ? Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];

    /// <summary>
    /// Loads a built-in model by name, a folder or a GGUF file by path, or a repository that <c>heed pull</c> (or Python) fetched.
    /// </summary>
    /// <exception cref="HeedException">There is none of these.</exception>
    public static LanguageModel Load(string model, LoadOptions options) => Find(model).Load(options);

    /// <summary>Where such a model lies.</summary>
    /// <exception cref="HeedException">There is none of that name.</exception>
    public static ModelLocation Find(string model)
    {
        if (string.IsNullOrWhiteSpace(model))
            throw new HeedException("model: expected the name of a built-in model or the path of a model folder; got an empty text.");
        return Names.Contains(model) ? new ModelLocation(Path.Combine(Folder, model)) : ModelLocation.TryFind(model) ?? throw new HeedException(
            $"model: there is no folder '{model}', and no built-in model of that name. Built-in are {string.Join(", ", Names)}; "
            + "others are fetched with 'heed pull ORG/NAME'.");
    }
}
