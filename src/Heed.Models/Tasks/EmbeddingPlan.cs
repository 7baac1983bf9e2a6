using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models.Tasks;

/// <summary>How a folder wants its sentences embedded, as sentence-transformers writes it: modules.json and what it names.</summary>
public sealed record EmbeddingPlan
{
    private const string Modules = "modules.json";

    /// <summary>How states become one vector.</summary>
    public PoolingKind Pooling { get; init; }

    /// <summary>Whether vectors are brought to length 1.</summary>
    public bool Normalize { get; init; }

    /// <summary>The most tokens of a text; null for the model's window.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Put before every text.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The folder of the transformer itself, relative; empty for the folder of modules.json.</summary>
    public string ModelPath { get; init; } = "";

    /// <summary>Reads a folder; without modules.json the mean of all states, as sentence-transformers takes it.</summary>
    /// <exception cref="HeedException">A file is missing or broken, or asks for something Heed does not have.</exception>
    public static EmbeddingPlan Read(string folder)
    {
        string file = Path.Combine(folder, Modules);
        if (!File.Exists(file)) return new EmbeddingPlan();
        using JsonDocument document = Parse(file);
        var plan = new EmbeddingPlan();
        bool pooled = false;
        foreach (JsonElement item in document.RootElement.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) throw new HeedException(
                $"{file}: expected a list of objects; got {item.GetRawText()}.");
            var module = new ConfigReader(file, item);
            string type = module.Text("type", ""), path = Inside(folder, file, module.Text("path", ""));
            switch (type.Split('.')[^1])
            {
                case "Transformer":
                    plan = plan with { ModelPath = module.Text("path", "") };
                    break;
                case "Pooling":
                    plan = plan with { Pooling = ReadPooling(Path.Combine(path, "config.json")) };
                    pooled = true;
                    break;
                case "Normalize":
                    plan = plan with { Normalize = true };
                    break;
                default:
                    throw new HeedException(
                        $"{file}: Heed has the modules Transformer, Pooling and Normalize; got \"{type}\".") { IsUnsupported = true };
            }
        }
        if (!pooled) throw new HeedException($"{file}: expected a module Pooling; there is none.");
        return WithTexts(plan, folder);
    }

    private static EmbeddingPlan WithTexts(EmbeddingPlan plan, string folder)
    {
        string lengths = Path.Combine(folder, plan.ModelPath, "sentence_bert_config.json"),
            prompts = Path.Combine(folder, "config_sentence_transformers.json");
        if (File.Exists(lengths))
        {
            using JsonDocument document = ModelFolder.Parse(lengths);
            var config = new ConfigReader(lengths, document.RootElement);
            config.Require(!config.Flag("do_lower_case", false), "do_lower_case", "false: the tokenizer knows what to do");
            plan = plan with { MaxTokens = config.OptionalInteger("max_seq_length", least: 1) };
        }
        if (File.Exists(prompts))
        {
            using JsonDocument document = ModelFolder.Parse(prompts);
            var config = new ConfigReader(prompts, document.RootElement);
            if (config.Text("default_prompt_name", "") is { Length: > 0 } name)
                plan = plan with { Prompt = config.Object("prompts")?.Text(name, "") ?? "" };
        }
        return plan;
    }

    private static PoolingKind ReadPooling(string file)
    {
        if (!File.Exists(file)) throw new HeedException($"{file}: expected the pooling of {Modules}; there is no such file.");
        using JsonDocument document = ModelFolder.Parse(file);
        var config = new ConfigReader(file, document.RootElement);
        config.OptionalInteger("word_embedding_dimension");
        config.OptionalInteger("embedding_dimension");
        config.Require(config.Flag("include_prompt", true), "include_prompt", "true");
        (string Field, PoolingKind Kind)[] modes =
            [("pooling_mode_mean_tokens", PoolingKind.Mean), ("pooling_mode_cls_token", PoolingKind.First),
                ("pooling_mode_lasttoken", PoolingKind.Last)];
        PoolingKind[] chosen = [.. modes.Where(mode => config.Flag(mode.Field, false)).Select(mode => mode.Kind)];
        config.RefuseUnread();
        return chosen is [var only] ? only
            : throw new HeedException(
                $"{file}: expected one of {string.Join(", ", modes.Select(mode => mode.Field))}; got {chosen.Length} of them.") { IsUnsupported = true };
    }

    private static string Inside(string folder, string file, string path)
    {
        string root = Path.GetFullPath(folder), full = Path.GetFullPath(Path.Combine(root, path));
        return full == root || full.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal)
            ? full : throw new HeedException($"{file}: expected a path inside the folder; got \"{path}\".");
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (document.RootElement.ValueKind == JsonValueKind.Array) return document;
            document.Dispose();
            throw new HeedException($"{file}: expected a JSON list.");
        }
        catch (JsonException error)
        {
            throw new HeedException($"{file}: expected JSON; {error.Message}", error);
        }
    }
}
