using Heed.Models;
using Heed.Models.Hub;

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
        => Directory.Exists(Folder)
            ? Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];

    /// <summary>
    /// Loads a built-in model by name, a folder or a GGUF file by path, or a repository that <c>heed pull</c> (or Python) fetched.
    /// </summary>
    /// <exception cref="HeedException">There is none of these.</exception>
    public static LanguageModel Load(string model, LoadOptions options)
    {
        string path = Find(model);
        LanguageModel loaded = ModelFolder.Load(path, options);
        return Names.Contains(model) || Path.Exists(model) ? loaded : loaded with { Name = model };
    }

    /// <summary>
    /// The folder of a built-in model by name, a folder or a GGUF file by path, or the folder of a repository in the cache.
    /// </summary>
    /// <exception cref="HeedException">There is none of these.</exception>
    public static string Find(string model)
    {
        if (string.IsNullOrWhiteSpace(model))
            throw new HeedException("model: expected the name of a built-in model or the path of a model folder; got an empty text.");
        if (Names.Contains(model)) return Path.Combine(Folder, model);
        if (Path.Exists(model)) return model;
        if (HubReference.TryParse(model, out HubReference? reference) && HubSettings.FromEnvironment() is var settings
            && (model.Contains('/') || HubCache.Knows(reference, settings)))
            return HubCache.Find(reference, settings);
        throw new HeedException(
            $"model: there is no folder '{model}', and no built-in model of that name. Built-in are {string.Join(", ", Names)}; "
            + "others are fetched with 'heed pull ORG/NAME'.");
    }
}
