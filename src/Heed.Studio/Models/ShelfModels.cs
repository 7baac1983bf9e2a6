using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tasks;
using Heed.Prompts.Answers;

namespace Heed.Studio.Models;

/// <summary>
/// The models of the studio as runs name them. What is not on the shelf is refused, and never looked for: a run comes from a file, and files that others
/// made must not name what is loaded here.
/// </summary>
/// <param name="shelf">The models; owned by the caller.</param>
internal sealed class ShelfModels(ModelShelf shelf) : IModels
{
    /// <inheritdoc/>
    public LanguageModel Load(string name) => shelf.Get(Find(name).Name);

    /// <summary>What the studio calls the model that a run names.</summary>
    public string NameOf(string name) => Find(name).Name;

    /// <inheritdoc/>
    public ChatTemplate? LoadChatTemplate(string name) => Find(name).LoadChatTemplate();

    /// <inheritdoc/>
    public SentenceEmbedder LoadEmbedder(string? name) => throw new HeedException("embedder: the studio has none.");

    /// <inheritdoc/>
    public (string Model, string Tokenizer) Hashes(string? name) => throw new HeedException($"model: the studio has no hashes of '{name}'.");

    private ShelfModel Find(string name) => shelf.Find(name) ?? throw new HeedException(
        $"model: '{name}' is not in this studio, which has {string.Join(", ", shelf.Models.Select(one => one.Name))}. "
        + $"Start it with 'heed studio --model' and that model.");
}
