using System.Text.Json;
using Heed.Autograd;
using Heed.Models.Families;
using Heed.Models.Generation;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;
using Heed.Models.Weights.Gguf;

namespace Heed.Models;

/// <summary>
/// Reads and writes models as Hugging Face folders: config.json, model.safetensors (or shards with their index), tokenizer.json. GGUF files are read too.
/// </summary>
public static class ModelFolder
{
    private const string WordsFile = "words.txt";

    /// <summary>Reads a folder or a GGUF file, on another thread.</summary>
    /// <param name="path">The folder or file; a folder without other weights may hold one GGUF file.</param>
    /// <param name="options">How; weights as they are stored where left out.</param>
    /// <param name="cancellation">Stops between two weights.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public static Task<LanguageModel> LoadAsync(string path, LoadOptions? options = null, CancellationToken cancellation = default)
        => Task.Run(() => Read(path, options, cancellation), cancellation);

    /// <summary>Reads a folder or a GGUF file.</summary>
    /// <param name="path">The folder or file; a folder without other weights may hold one GGUF file.</param>
    /// <param name="options">How; weights as they are stored where left out.</param>
    /// <exception cref="HeedException">Something is missing, broken or not supported; the message says what and where.</exception>
    public static LanguageModel Load(string path, LoadOptions? options = null) => Read(path, options, CancellationToken.None);

    internal static LanguageModel Read(string path, LoadOptions? options, CancellationToken cancellation)
    {
        if (GgufModel.Find(path) is { } file) return GgufModel.Read(file, options, cancellation);
        (string architecture, IModelFamily family, Blueprint blueprint, ClassLabels? labels) = ReadConfig(path);
        GenerationDefaults generation = GenerationDefaults.Read(path);
        blueprint = blueprint with
        {
            EndTokens = generation.EndTokens ?? blueprint.EndTokens,
            DecoderStartToken = blueprint.HasEncoder ? generation.DecoderStartToken ?? blueprint.DecoderStartToken : null,
        };
        string tokenizerFile = Path.Combine(path, "tokenizer.json");
        Tokenizer? tokenizer = File.Exists(tokenizerFile) ? Tokenizer.Load(tokenizerFile) : null;
        if (tokenizer is not null && tokenizer.VocabularySize > blueprint.VocabularySize)
            throw new HeedException($"{tokenizerFile}: expected at most vocab_size={blueprint.VocabularySize} tokens, as config.json says; it has {tokenizer.VocabularySize}.");
        Transformer model = LoadedWeights.Load(
            new SafetensorsWeights(SafetensorsFolder.Open(path)), family.Names(blueprint), name => family.IsSurplus(name, blueprint), blueprint,
            options ?? LoadOptions.Default, cancellation);
        return new LanguageModel(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), architecture, model, tokenizer)
        {
            Generation = generation,
            Labels = labels,
            KnownWords = File.Exists(Path.Combine(path, WordsFile)) ? File.ReadLines(Path.Combine(path, WordsFile)).ToHashSet() : null,
        };
    }

    /// <summary>Reads the config of a folder alone.</summary>
    internal static (string Architecture, IModelFamily Family, Blueprint Blueprint, ClassLabels? Labels) ReadConfig(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new HeedException("model: expected the path of a model folder; got an empty text.");
        if (!Directory.Exists(path)) throw new HeedException($"model: expected a folder with config.json and model.safetensors; there is no folder '{path}'.");
        string configFile = Path.Combine(path, "config.json");
        if (!File.Exists(configFile)) throw new HeedException($"model: expected '{configFile}'; the folder has no config.json.");
        return ReadConfigFile(configFile);
    }

    /// <summary>Reads a config by itself.</summary>
    internal static (string Architecture, IModelFamily Family, Blueprint Blueprint, ClassLabels? Labels) ReadConfigFile(string configFile)
    {
        using JsonDocument document = Parse(configFile);
        return ReadConfig(configFile, document.RootElement);
    }

    /// <summary>Reads a config from its text.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="text">JSON, from anybody.</param>
    internal static (string Architecture, IModelFamily Family, Blueprint Blueprint, ClassLabels? Labels) ParseConfig(string name, string text)
    {
        using JsonDocument document = Parse(name, System.Text.Encoding.UTF8.GetBytes(text));
        Cost.CostLimits.Check(document.RootElement);
        return ReadConfig(name, document.RootElement);
    }

    private static (string Architecture, IModelFamily Family, Blueprint Blueprint, ClassLabels? Labels) ReadConfig(string name, JsonElement root)
    {
        var config = new ConfigReader(name, root);
        (string architecture, IModelFamily family) = Architecture(config);
        Blueprint blueprint = family.Read(config, family.Architectures[architecture]);
        ClassLabels? labels = blueprint.Head == ModelHead.Classification ? LabelNames.Read(config, blueprint.Labels) : null;
        config.RefuseUnread();
        return (architecture, family, blueprint, labels);
    }

    /// <summary>Writes a folder that Hugging Face libraries load unchanged. Each file is written beside and renamed; the weights come last.</summary>
    /// <param name="path">The folder, made if need be.</param>
    /// <param name="model">What to write.</param>
    /// <param name="type">How weights are stored: F32, F16 or BF16.</param>
    /// <exception cref="HeedException">The folder cannot be made or a file cannot be written.</exception>
    public static void Save(string path, LanguageModel model, TensorType type = TensorType.F32)
    {
        if (!model.IsFolder)
            throw new HeedException($"{model.Name}: expected a model that was read from a folder or made here; the weights of a GGUF file lie another way and cannot be written as one.") { IsUnsupported = true };
        if (model.Transformer.Rounding is not null)
            throw new HeedException($"{model.Name}: expected the weights as they were; these were rounded to int8 when loaded. Load the model without rounding to save it.") { IsUnsupported = true };
        MakeFolder(path);
        IModelFamily family = ModelFamilies.Of(model.Architecture)!;
        Blueprint blueprint = model.Transformer.Blueprint;
        SafeFile.Write(Path.Combine(path, "config.json"), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteStartArray("architectures");
            json.WriteStringValue(model.Architecture);
            json.WriteEndArray();
            json.WriteString("model_type", family.ModelType);
            json.WriteString("torch_dtype", type switch { TensorType.F16 => "float16", TensorType.BF16 => "bfloat16", _ => "float32" });
            family.Write(json, blueprint);
            if (model.Labels is { } labels) LabelNames.Write(json, labels);
            if (blueprint.StartToken is { } start) json.WriteNumber("bos_token_id", start);
            if (blueprint.EndTokens.Count == 1) json.WriteNumber("eos_token_id", blueprint.EndTokens[0]);
            if (blueprint.EndTokens.Count > 1) json.WriteNumbers("eos_token_id", blueprint.EndTokens);
            if (blueprint.PaddingToken is { } padding) json.WriteNumber("pad_token_id", padding);
            json.WriteEndObject();
        });
        if (model.Tokenizer is { } tokenizer)
        {
            tokenizer.Save(Path.Combine(path, "tokenizer.json"));
            SafeFile.Write(Path.Combine(path, "tokenizer_config.json"), stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
                json.WriteStartObject();
                json.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
                json.WriteNumber("model_max_length", blueprint.MaxPositions);
                json.WriteBoolean("clean_up_tokenization_spaces", false);
                Special(json, "bos_token", blueprint.StartToken, tokenizer);
                Special(json, "eos_token", blueprint.EndToken, tokenizer);
                Special(json, "pad_token", blueprint.PaddingToken, tokenizer);
                Special(json, "cls_token", tokenizer.TokenToId("[CLS]"), tokenizer);
                Special(json, "sep_token", tokenizer.TokenToId("[SEP]"), tokenizer);
                Special(json, "mask_token", tokenizer.TokenToId("[MASK]"), tokenizer);
                json.WriteEndObject();
            });
        }
        if (model.KnownWords is { } words)
            SafeFile.Write(Path.Combine(path, WordsFile), stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                foreach (string word in words.Order(StringComparer.Ordinal)) writer.Write(word + "\n");
            });
        SafetensorsWriter.Write(
            Path.Combine(path, "model.safetensors"),
            ParameterSpecs.Of(blueprint with { Layout = family.Layout }).Select(spec => TensorSource.Floats(
                NameFor(family, blueprint, spec.Name), [.. spec.Shape.Select(n => (long)n)], Once(() => model.Transformer.Numbers(spec.Name, family.Layout)), type)),
            new Dictionary<string, string> { ["format"] = "pt" });

        // One weight at a time: blocks are asked for in order and once.
        static TensorSource.FillFloats Once(Func<float[]> read)
        {
            float[]? numbers = null;
            return (start, into) =>
            {
                numbers ??= read();
                numbers.AsSpan((int)start, into.Length).CopyTo(into);
                if (start + into.Length == numbers.Length) numbers = null;
            };
        }

        static void Special(Utf8JsonWriter json, string name, int? id, Tokenizer tokenizer)
        {
            if (id is { } token) json.WriteString(name, tokenizer.IdToToken(token));
        }
    }

    private static void MakeFolder(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new HeedException("model: expected the path of a folder to write; got an empty text.");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: the folder could not be made ({error.Message}). Nothing was written.", error);
        }
    }

    /// <summary>Their name of one of our weights, as the model's architecture writes it.</summary>
    internal static string NameFor(IModelFamily family, Blueprint blueprint, string ours)
    {
        WeightNames names = family.Names(blueprint);
        string name = names.Of(ours);
        return blueprint.Head == ModelHead.None && name.StartsWith(names.Base, StringComparison.Ordinal) ? name[names.Base.Length..] : name;
    }

    /// <summary>A JSON file that holds an object.</summary>
    internal static JsonDocument Parse(string file) => Parse(file, File.ReadAllBytes(file));

    private static JsonDocument Parse(string file, byte[] json)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            throw new HeedException($"{file}: expected a JSON object.");
        }
        catch (JsonException error)
        {
            throw new HeedException($"{file}: expected JSON; {error.Message}", error);
        }
    }

    private static (string, IModelFamily) Architecture(ConfigReader config)
    {
        if (!config.Root.TryGetProperty("architectures", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0 || !ConfigReader.TryText(list[0], out string architecture))
            throw new HeedException($"{config.File}: expected the field \"architectures\", a list with a name such as \"GPT2LMHeadModel\"; it is missing or empty.");
        IModelFamily family = ModelFamilies.Of(architecture)
            ?? throw new HeedException($"{config.File}: architecture \"{architecture}\" is not supported. Heed supports {string.Join(", ", ModelFamilies.Architectures)}.") { IsUnsupported = true };
        return (architecture, family);
    }
}
