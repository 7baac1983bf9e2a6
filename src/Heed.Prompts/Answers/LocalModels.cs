using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tasks;

namespace Heed.Prompts.Answers;

/// <summary>The models of this machine.</summary>
/// <param name="find">Where a model of some name lies; throws where there is none.</param>
/// <param name="embedder">The model that embeds where none is named.</param>
/// <param name="options">How they are loaded.</param>
public sealed class LocalModels(Func<string, ModelLocation> find, string embedder, LoadOptions? options = null) : IModels, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<LanguageModel>> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<SentenceEmbedder>> _embedders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ChatTemplate?>> _templates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<(string, string)>> _hashes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public LanguageModel Load(string name) => Get(_models, Plain(name), known => find(known).Load(options));

    /// <inheritdoc/>
    public SentenceEmbedder LoadEmbedder(string? name) => Get(_embedders, Plain(name ?? embedder), known => find(known).LoadEmbedder(options));

    /// <inheritdoc/>
    public ChatTemplate? LoadChatTemplate(string name) => Get(_templates, Plain(name), known => find(known).LoadChatTemplate());

    /// <inheritdoc/>
    public (string Model, string Tokenizer) Hashes(string? name) => Get(_hashes, Plain(name ?? embedder), known => ModelHash.Of(find(known).Path));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<LanguageModel> model in _models.Values)
            if (model.IsValueCreated) model.Value.Dispose();
        foreach (Lazy<SentenceEmbedder> one in _embedders.Values)
            if (one.IsValueCreated) one.Value.Dispose();
    }

    private static string Plain(string name) => name.StartsWith("heed:", StringComparison.Ordinal) ? name["heed:".Length..] : name;

    private static T Get<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        ConcurrentDictionary<string, Lazy<T>> kept, string name, Func<string, T> load)
        => kept.GetOrAdd(name, known => new Lazy<T>(() => load(known))).Value;
}
