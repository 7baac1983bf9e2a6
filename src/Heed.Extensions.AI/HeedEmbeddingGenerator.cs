using Heed.Models;
using Heed.Models.Tasks;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI;

/// <summary>A model on this machine as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of sentences.</summary>
/// <remarks>
/// Safe to use from several threads. Texts are computed together in sets of similar length; vectors come in the order of the texts.
/// </remarks>
public sealed class HeedEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private const string Provider = "heed";

    private readonly SentenceEmbedder _embedder;
    private readonly EmbeddingSettings _settings;
    private readonly SharedUse _use;
    private readonly EmbeddingGeneratorMetadata _metadata;

    /// <summary>Makes a generator of a loaded model.</summary>
    /// <param name="embedder">The model and how its folder wants sentences embedded; not owned, unless the settings say so.</param>
    /// <param name="settings">What is done with every text; the defaults where left out.</param>
    /// <exception cref="HeedException">The model has no tokenizer.</exception>
    public HeedEmbeddingGenerator(SentenceEmbedder embedder, EmbeddingSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        embedder.Model.RequireTokenizer();
        (_embedder, _settings) = (embedder, settings ?? new EmbeddingSettings());
        _use = new SharedUse(nameof(HeedEmbeddingGenerator), _settings.OwnsModel ? embedder : null);
        _metadata = new EmbeddingGeneratorMetadata(Provider, defaultModelId: embedder.Model.Name, defaultModelDimensions: embedder.Width);
    }

    /// <summary>Loads a model, which the generator owns.</summary>
    /// <param name="path">A model folder, a .gguf file, or <c>ORG/NAME[@REV]</c> as <c>heed pull</c> or Python fetched it.</param>
    /// <param name="progress">Is told after every weight; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two weights.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public static Task<HeedEmbeddingGenerator> LoadAsync(
        string path, IProgress<LoadProgress>? progress = null, CancellationToken cancellationToken = default)
        => LoadAsync(path, new EmbeddingSettings(), progress, cancellationToken);

    /// <summary>Loads a model, which the generator owns, and says how texts are handled.</summary>
    /// <param name="path">A model folder, a .gguf file, or <c>ORG/NAME[@REV]</c> as <c>heed pull</c> or Python fetched it.</param>
    /// <param name="settings">What is done with every text.</param>
    /// <param name="progress">Is told after every weight; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two weights.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public static Task<HeedEmbeddingGenerator> LoadAsync(
        string path, EmbeddingSettings settings, IProgress<LoadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(settings);
        return Task.Run(Load, cancellationToken);

        HeedEmbeddingGenerator Load()
        {
            SentenceEmbedder embedder = ModelLocation.Find(path).LoadEmbedder(new LoadOptions { Progress = progress }, cancellationToken);
            try
            {
                return new HeedEmbeddingGenerator(embedder, settings with { OwnsModel = true });
            }
            catch
            {
                embedder.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="HeedException">A text is empty or too long, the model does not embed, or an option is not honoured.</exception>
    /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Task.Run(Generate, cancellationToken);

        GeneratedEmbeddings<Embedding<float>> Generate()
        {
            using IDisposable use = _use.Begin();
            Check(options ?? new EmbeddingGenerationOptions());
            float[][] vectors = _embedder.Embed([.. values], _settings.Truncate, out long tokens, cancellationToken);
            DateTimeOffset created = DateTimeOffset.UtcNow;
            return new(vectors.Select(vector => new Embedding<float>(vector) { ModelId = _embedder.Model.Name, CreatedAt = created }))
            {
                Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens },
            };
        }
    }

    /// <summary>The generator itself, its <see cref="EmbeddingGeneratorMetadata"/>, <see cref="SentenceEmbedder"/> or model.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        object?[] services = [this, _metadata, _embedder, _embedder.Model, _embedder.Model.Tokenizer];
        return services.FirstOrDefault(serviceType.IsInstanceOfType);
    }

    /// <summary>Takes no further calls; a model that is owned is disposed when the last call that is running is over.</summary>
    public void Dispose() => _use.Dispose();

    private void Check(EmbeddingGenerationOptions options)
    {
        if (options.ModelId is { } id && id != _embedder.Model.Name)
            throw new HeedException(
                $"ModelId: this generator has the model '{_embedder.Model.Name}'; got '{id}'. Leave it out, or make one for that model.");
        if (options.Dimensions is { } dimensions && dimensions != _embedder.Width)
            throw new HeedException($"Dimensions: the model's vectors have {_embedder.Width} numbers; got {dimensions}. Leave it out.");
        if (options.RawRepresentationFactory is not null)
            throw Refused.Of("RawRepresentationFactory", "nothing lies below these options. Leave it out");
        new PropertyReader(options.AdditionalProperties).RefuseUnknown();
    }
}
