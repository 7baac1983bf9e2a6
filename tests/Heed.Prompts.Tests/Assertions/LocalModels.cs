using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tasks;
using Heed.Prompts.Answers;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>The built-in models, and others given by name.</summary>
internal sealed class LocalModels : IModels, IDisposable
{
    private readonly Dictionary<string, LanguageModel> _loaded = [];
    private SentenceEmbedder? _embedder;

    public ChatTemplate? Template { get; set; }

    public void Add(string name, LanguageModel model) => _loaded[name] = model;

    public LanguageModel Load(string name)
    {
        lock (_loaded) return _loaded.TryGetValue(name, out LanguageModel? model) ? model : _loaded[name] = ModelFolder.Load(Repository.Model(name));
    }

    public SentenceEmbedder LoadEmbedder(string? name) => _embedder ??= SentenceEmbedder.Load(Repository.Model(name ?? "tiny-encoder"));

    public ChatTemplate? LoadChatTemplate(string name) => Template;

    public (string Model, string Tokenizer) Hashes(string? name) => ("", "");

    public void Dispose()
    {
        foreach (LanguageModel model in _loaded.Values) model.Dispose();
        _embedder?.Dispose();
    }
}
