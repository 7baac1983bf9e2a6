using Heed.Models;

namespace Heed.Studio.Models;

/// <summary>The models the studio may show, each loaded when it is first asked for and kept until the studio ends. Safe for use from several threads at once.</summary>
public sealed class ModelShelf : IDisposable
{
    private const string Scheme = "heed:";

    private readonly Dictionary<string, Lazy<LanguageModel>> _loaded;

    /// <summary>Puts models on the shelf.</summary>
    /// <param name="models">At least one, with names of their own.</param>
    /// <exception cref="HeedException">There is none, or two have the same name.</exception>
    public ModelShelf(IReadOnlyList<ShelfModel> models)
    {
        if (models.Count == 0) throw new HeedException("studio: expected at least one model; got none.");
        if (models.GroupBy(model => model.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new HeedException($"studio: expected models with names of their own; '{twice.Key}' comes {twice.Count()} times.");
        Models = models;
        // One that cannot be loaded is tried again the next time it is asked for: its files may have been mended.
        _loaded = models.ToDictionary(model => model.Name, model => new Lazy<LanguageModel>(model.Load, LazyThreadSafetyMode.PublicationOnly), StringComparer.Ordinal);
    }

    /// <summary>What there is, in the order given.</summary>
    public IReadOnlyList<ShelfModel> Models { get; }

    /// <summary>A model, loaded.</summary>
    /// <param name="name">Its name; null or empty for the first.</param>
    /// <exception cref="HeedException">There is no such model, or it cannot be loaded.</exception>
    public LanguageModel Get(string? name)
    {
        if (string.IsNullOrEmpty(name)) name = Models[0].Name;
        if (!_loaded.TryGetValue(name, out Lazy<LanguageModel>? model))
            throw new HeedException($"model: expected one of {string.Join(", ", Models.Select(one => one.Name))}; got '{name}'. Others are given when the studio is started: heed studio --model.");
        lock (model) return model.Value;
    }

    /// <summary>The model that a run or a trace names, with or without <c>heed:</c>; null where it is not on the shelf.</summary>
    public ShelfModel? Find(string name)
    {
        string plain = name.StartsWith(Scheme, StringComparison.Ordinal) ? name[Scheme.Length..] : name;
        return Models.FirstOrDefault(model => model.Name == plain) ?? Models.FirstOrDefault(model => model.Source == plain);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<LanguageModel> model in _loaded.Values)
            if (model.IsValueCreated) model.Value.Dispose();
    }
}
