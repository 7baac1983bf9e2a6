using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models.Weights.Gguf;

/// <summary>Reads a model from a GGUF file.</summary>
public static class GgufModel
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How; weights as they are stored where left out.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public static LanguageModel Load(string path, LoadOptions? options = null) => Read(path, options, CancellationToken.None);

    internal static LanguageModel Read(string path, LoadOptions? options, CancellationToken cancellation)
    {
        GgufFile file = GgufFile.Open(path);
        try
        {
            string name = file.Metadata.Required(file.Metadata.Text("general.architecture"), "general.architecture");
            GgufArchitecture architecture = GgufArchitecture.All.FirstOrDefault(known => known.Name == name)
                ?? throw new HeedException($"{path}: the architecture \"{name}\" is not supported. Of GGUF files Heed reads {string.Join(", ", GgufArchitecture.All.Select(known => known.Name))}.")
                    { IsUnsupported = true };
            Blueprint blueprint = Read(file, architecture);
            Transformer model = LoadedWeights.Load(
                new GgufWeights(file), architecture.Names, tensor => tensor is "rope_freqs.weight", blueprint, options ?? LoadOptions.Default, cancellation);
            return new LanguageModel(file.Metadata.Text("general.name") ?? Path.GetFileNameWithoutExtension(path), architecture.Family, model, Tokenizer: null) { IsFolder = false };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Blueprint Read(GgufFile file, GgufArchitecture architecture)
    {
        using JsonDocument document = GgufConfig.Write(file.Metadata, architecture, file.Tensors);
        var config = new ConfigReader(file.Path, document.RootElement);
        IModelFamily family = ModelFamilies.Of(architecture.Family)!;
        Blueprint read = family.Read(config, ModelHead.Language);
        return read with
        {
            Norm = architecture.NormsPlusOne ? NormKind.RootMeanSquare : read.Norm,
            Attention = [.. read.Attention.Select(plan => plan with { Rotary = plan.Rotary is { } rotary ? rotary with { Layout = architecture.Layout } : null })],
        };
    }
}
