using Heed.Models.Chat;
using Heed.Models.Hub;
using Heed.Models.Tasks;

namespace Heed.Models;

/// <summary>Where a model lies: a folder, a GGUF file, or a repository in the cache that <c>heed pull</c> and Python share.</summary>
/// <param name="Path">The folder or file.</param>
/// <param name="Repository">The repository as it was asked for; null where a path was.</param>
public sealed record ModelLocation(string Path, string? Repository = null)
{
    /// <summary>Finds a model.</summary>
    /// <param name="model">The path of a model folder or of a GGUF file, or <c>ORG/NAME[@REV]</c> as it was fetched.</param>
    /// <exception cref="HeedException">It is none of these, or the cache has only a part of it.</exception>
    public static ModelLocation Find(string model) => TryFind(model) ?? throw new HeedException(
        $"model: there is no folder and no GGUF file '{model}'. Others are fetched with 'heed pull ORG/NAME'.");

    /// <summary>The same; null where nothing of that name is known.</summary>
    /// <exception cref="HeedException">The name is empty, or it is that of a repository, which the cache lacks or has only a part
    /// of.</exception>
    public static ModelLocation? TryFind(string model)
    {
        if (string.IsNullOrWhiteSpace(model))
            throw new HeedException("model: expected the path of a model folder or a repository ORG/NAME; got an empty text.");
        if (System.IO.Path.Exists(model)) return new ModelLocation(model);
        return HubReference.TryParse(model, out HubReference? reference) && HubSettings.FromEnvironment() is var settings
            && (model.Contains('/') || HubCache.Knows(reference, settings))
            ? new ModelLocation(HubCache.Find(reference, settings), reference.ToString()) : null;
    }

    /// <summary>Loads the model; one of a repository is called after it.</summary>
    /// <param name="options">How; weights as they are stored where left out.</param>
    /// <param name="cancellation">Stops between two weights.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public LanguageModel Load(LoadOptions? options = null, CancellationToken cancellation = default)
        => Named(ModelFolder.Read(Path, options, cancellation));

    /// <summary>Loads the model to embed sentences with, as its folder wants it.</summary>
    /// <param name="options">How; weights as they are stored where left out.</param>
    /// <param name="cancellation">Stops between two weights.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public SentenceEmbedder LoadEmbedder(LoadOptions? options = null, CancellationToken cancellation = default)
    {
        SentenceEmbedder embedder = SentenceEmbedder.Read(Path, options, cancellation);
        return new SentenceEmbedder(Named(embedder.Model), embedder.Plan);
    }

    /// <summary>The chat template that lies with the model; null where there is none.</summary>
    /// <exception cref="HeedException">It is malformed or uses a construct Heed does not have.</exception>
    public ChatTemplate? LoadChatTemplate() => ChatTemplate.TryLoad(Path);

    private LanguageModel Named(LanguageModel model) => Repository is null ? model : model with { Name = Repository };
}
