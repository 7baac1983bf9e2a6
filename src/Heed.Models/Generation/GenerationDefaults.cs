using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models.Generation;

/// <summary>What a folder's generation_config.json says: how its authors want it to generate.</summary>
public sealed record GenerationDefaults
{
    private const string FileName = "generation_config.json";

    // transformers draws from 50 tokens where a file that wants draws says nothing else.
    private const int UsualTopK = 50;

    private static readonly (string Field, double Neutral)[] s_unsupported =
    [
        ("no_repeat_ngram_size", 0), ("encoder_no_repeat_ngram_size", 0), ("encoder_repetition_penalty", 1), ("num_beam_groups", 1),
            ("diversity_penalty", 0),
        ("penalty_alpha", 0), ("typical_p", 1), ("epsilon_cutoff", 0), ("eta_cutoff", 0), ("guidance_scale", 1), ("min_length", 0),
            ("min_new_tokens", 0),
        ("num_return_sequences", 1), ("forced_bos_token_id", double.NaN), ("forced_eos_token_id", double.NaN),
    ];

    private static readonly string[] s_unsupportedLists =
        ["bad_words_ids", "suppress_tokens", "begin_suppress_tokens", "force_words_ids", "constraints", "sequence_bias",
            "exponential_decay_length_penalty", "stop_strings"];

    /// <summary>The tokens that end a text; null where the file has none.</summary>
    public ValueList<int>? EndTokens { get; init; }

    /// <summary>The token a decoder behind an encoder starts with; null where the file has none.</summary>
    public int? DecoderStartToken { get; init; }

    /// <summary>How tokens are chosen; greedy where the file does not ask for draws.</summary>
    public SamplingOptions Sampling { get; init; } = SamplingOptions.Greedy;

    /// <summary>How beams are searched; null where the file does not ask for them.</summary>
    public BeamOptions? Beams { get; init; }

    /// <summary>The most tokens to make; null where the file does not say.</summary>
    public int? MaxNewTokens { get; init; }

    /// <summary>What the file asks for and Heed does not have.</summary>
    public ValueList<string> Unsupported { get; init; } = [];

    /// <summary>Reads a model folder's file; the defaults where there is none.</summary>
    /// <exception cref="HeedException">The file is broken or a value is out of range.</exception>
    public static GenerationDefaults Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return new GenerationDefaults();
        using JsonDocument document = ModelFolder.Parse(file);
        return Read(new ConfigReader(file, document.RootElement));
    }

    /// <summary>Refuses to generate otherwise than the folder asks.</summary>
    /// <exception cref="HeedException">It asks for something Heed does not have.</exception>
    public void RequireSupported()
    {
        if (Unsupported.Count > 0)
            throw new HeedException(
                $"{FileName} asks for {string.Join(", ", Unsupported)}, which Heed does not have. Remove it from the file to generate without it.") { IsUnsupported = true };
    }

    private static GenerationDefaults Read(ConfigReader config)
    {
        bool draws = config.Flag("do_sample", false);
        float temperature = config.Number("temperature", 1f), topP = config.Number("top_p", 1f), minP = config.Number("min_p", 0f);
        int topK = config.OptionalInteger("top_k") ?? UsualTopK, beams = config.OptionalInteger("num_beams", least: 1) ?? 1;
        SamplingOptions sampling = SamplingOptions.Greedy with { RepetitionPenalty = config.Number("repetition_penalty", 1f) };
        if (draws) sampling = sampling with { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP };
        sampling.Validate();
        double lengthPenalty = config.OptionalNumber("length_penalty") ?? 1;
        bool early = config.Flag("early_stopping", false);
        List<string> unsupported = [.. s_unsupported.Where(item => config.OptionalNumber(item.Field) is { } value && value != item.Neutral)
            .Select(item => item.Field)];
        unsupported.AddRange(s_unsupportedLists.Where(config.IsOn));
        if (draws && beams > 1) unsupported.Add("do_sample with num_beams");
        unsupported.AddRange(config.Unread());
        int[] ends = config.Integers("eos_token_id");
        return new GenerationDefaults
        {
            EndTokens = ends.Length > 0 ? [.. ends] : null,
            DecoderStartToken = config.OptionalInteger("decoder_start_token_id"),
            Sampling = sampling,
            Beams = beams > 1 ? new BeamOptions { Beams = beams, LengthPenalty = lengthPenalty, EarlyStopping = early } : null,
            MaxNewTokens = config.OptionalInteger("max_new_tokens", least: 1),
            Unsupported = [.. unsupported.Distinct()],
        };
    }
}
