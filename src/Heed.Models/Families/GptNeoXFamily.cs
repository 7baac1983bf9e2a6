using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>GPT-NeoX and Pythia (Black et al. 2022): layer norms, part of each head turns, one matrix whose heads hold query, key and
/// value, both parts of a
/// block side by side or one after the other.</summary>
internal sealed class GptNeoXFamily : IModelFamily
{
    private static readonly WeightNames s_names = new("gpt_neox.", "layers.")
    {
        Block = new Dictionary<string, string>
        {
            ["norm1"] = "input_layernorm", ["norm2"] = "post_attention_layernorm", ["attn.qkv"] = "attention.query_key_value",
                ["attn.out"] = "attention.dense",
            ["mlp.in"] = "mlp.dense_h_to_4h", ["mlp.out"] = "mlp.dense_4h_to_h",
        },
        Body = new Dictionary<string, string> { ["embed"] = "embed_in", ["final_norm"] = "final_layer_norm" },
        Head = new Dictionary<string, string> { ["head"] = "embed_out" },
    };

    public string ModelType => "gpt_neox";

    public IReadOnlyDictionary<string, ModelHead> Architectures { get; } = new Dictionary<string, ModelHead>
    {
        ["GPTNeoXForCausalLM"] = ModelHead.Language,
        ["GPTNeoXModel"] = ModelHead.None,
    };

    public Blueprint Read(ConfigReader config, ModelHead head)
    {
        int width = config.Integer("hidden_size"), heads = config.Integer("num_attention_heads"),
            positions = config.Integer("max_position_embeddings");
        config.Require(width % heads == 0, "num_attention_heads", $"a divisor of hidden_size={width}");
        double share = config.OptionalNumber("rotary_pct") ?? 0.25;
        double? theta = config.OptionalNumber("rotary_emb_base");
        RotaryPlan rotary = RotaryConfig.Read(config, (int)(width / heads * share), positions);
        if (theta is { } given) rotary = rotary with { Theta = given };
        config.Require(rotary.Width >= 2 && rotary.Width % 2 == 0, "rotary_pct", "an even number of turning numbers a head");
        return new Blueprint
        {
            VocabularySize = config.Integer("vocab_size"),
            Width = width,
            Layers = config.Integer("num_hidden_layers"),
            Heads = heads,
            HeadSize = width / heads,
            HiddenWidth = config.Integer("intermediate_size"),
            MaxPositions = rotary.Scaling?.Window ?? positions,
            Direction = Direction.Causal,
            NormPlace = NormPlace.Before,
            NormEpsilon = config.Number("layer_norm_eps", 1e-5f),
            Activation = ActivationNames.Read(config, "hidden_act", "gelu"),
            Residual = config.Flag("use_parallel_residual", true) ? ResidualOrder.Parallel : ResidualOrder.Sequential,
            Projections = ProjectionKind.FusedByHead,
            Biases = config.Flag("attention_bias", true) ? MapBiases.All : MapBiases.FeedForward,
            Positions = PositionKind.Rotary,
            Attention = [new AttentionPlan { Rotary = rotary }],
            Head = head,
            TiedHead = config.Flag("tie_word_embeddings", false),
            InitialDeviation = config.Number("initializer_range", 0.02f),
            StartToken = config.OptionalInteger("bos_token_id"),
            EndTokens = [.. config.Integers("eos_token_id")],
            PaddingToken = config.OptionalInteger("pad_token_id"),
        };
    }

    public void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        RotaryPlan rotary = blueprint.Attention[0].Rotary!;
        json.WriteNumber("vocab_size", blueprint.VocabularySize);
        json.WriteNumber("hidden_size", blueprint.Width);
        json.WriteNumber("num_hidden_layers", blueprint.Layers);
        json.WriteNumber("num_attention_heads", blueprint.Heads);
        json.WriteNumber("intermediate_size", blueprint.HiddenWidth);
        json.WriteNumber("max_position_embeddings", rotary.Scaling?.Positions ?? blueprint.MaxPositions);
        json.WriteNumber("rotary_pct", (double)rotary.Width / blueprint.HeadSize);
        RotaryConfig.Write(json, rotary, "rotary_emb_base");
        json.WriteNumber("layer_norm_eps", blueprint.NormEpsilon);
        json.WriteString("hidden_act", ActivationNames.Of(blueprint.Activation));
        json.WriteBoolean("use_parallel_residual", blueprint.Residual == ResidualOrder.Parallel);
        json.WriteBoolean("attention_bias", blueprint.Biases.HasFlag(MapBiases.Projections));
        json.WriteBoolean("tie_word_embeddings", blueprint.TiedHead);
        json.WriteNumber("initializer_range", blueprint.InitialDeviation);
    }

    public WeightNames Names(Blueprint blueprint) => s_names;

    // The causal triangle and the frequencies, which old files carry.
    public bool IsSurplus(string weight, Blueprint blueprint)
        => weight.EndsWith(".attention.bias", StringComparison.Ordinal)
            || weight.EndsWith(".attention.masked_bias", StringComparison.Ordinal)
        || weight.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || (blueprint.TiedHead && weight == "embed_out.weight");
}
