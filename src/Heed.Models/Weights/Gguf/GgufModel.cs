using System.Text.Json;
using Heed.Models.Families;
using Heed.Models.Tokenizers;

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
            GgufArchitecture architecture = GgufArchitecture.Of(file.Metadata);
            Blueprint blueprint = Read(file, architecture);
            Tokenizer? tokenizer = GgufTokenizer.Read(file.Metadata, blueprint.VocabularySize);
            string name = file.Metadata.Text("general.name") is { } given && !string.IsNullOrWhiteSpace(given) ? given
                : Path.GetFileNameWithoutExtension(path);
            Transformer model = LoadedWeights.Load(
                new GgufWeights(file), architecture.Names, GgufRotary.Reads, blueprint, options ?? LoadOptions.Default, cancellation);
            return new LanguageModel(name, architecture.Family, model, tokenizer) { IsFolder = false };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The GGUF file that a path means: a file itself, or the only one of a folder that has no other weights.</summary>
    /// <param name="path">A file or folder.</param>
    /// <returns>The file, or null where the path means something else.</returns>
    /// <exception cref="HeedException">The folder has several.</exception>
    public static string? Find(string path)
    {
        if (File.Exists(path)) return path;
        if (!Directory.Exists(path) || Directory.EnumerateFiles(path, "*.safetensors").Any()) return null;
        string[] files = [.. Directory.EnumerateFiles(path, "*.gguf").Order(StringComparer.Ordinal)];
        return files.Length <= 1
            ? files.FirstOrDefault()
            : throw new HeedException(
                $"model: expected one GGUF file in '{path}'; there are {files.Length}. Give the path of one of them: "
                + $"{string.Join(", ", files)}.");
    }

    private static Blueprint Read(GgufFile file, GgufArchitecture architecture)
    {
        using JsonDocument document = GgufConfig.Write(file, architecture);
        var config = new ConfigReader(file.Path, document.RootElement);
        IModelFamily family = ModelFamilies.Of(architecture.Family)!;
        Blueprint read = family.Read(config, family.Architectures[architecture.Family]);
        config.RefuseUnread();
        return architecture.Plan.Adjust(read, file);
    }
}
