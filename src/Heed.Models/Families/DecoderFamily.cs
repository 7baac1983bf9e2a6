using System.Text.Json;
using Heed.Autograd;

namespace Heed.Models.Families;

/// <summary>
/// What Llama and its kin share: causal, root mean square norms, rotary positions, gated feed-forward layers, grouped heads, and the names
/// of their
/// configurations. A family says what it has of its own.
/// </summary>
internal abstract class DecoderFamily(string modelType, string architecture, string bare) : IModelFamily
{
    public string ModelType => modelType;

    public IReadOnlyDictionary<string, ModelHead> Architectures { get; } =
        new Dictionary<string, ModelHead> { [architecture] = ModelHead.Language, [bare] = ModelHead.None };

    /// <summary>Whether the head is tied where the configuration does not say.</summary>
    protected virtual bool TiedByDefault => false;

    /// <summary>The field that names the activation.</summary>
    protected virtual string ActivationField => "hidden_act";

    /// <summary>Modules of a block; families add or replace.</summary>
    protected virtual IReadOnlyDictionary<string, string> BlockNames => Llama;

    /// <summary>Modules of a Llama block.</summary>
    protected static Dictionary<string, string> Llama { get; } = new()
    {
        ["norm1"] = "input_layernorm", ["norm2"] = "post_attention_layernorm",
        ["attn.q"] = "self_attn.q_proj", ["attn.k"] = "self_attn.k_proj", ["attn.v"] = "self_attn.v_proj",
            ["attn.out"] = "self_attn.o_proj",
        ["attn.q_norm"] = "self_attn.q_norm", ["attn.k_norm"] = "self_attn.k_norm",
        ["mlp.gate"] = "mlp.gate_proj", ["mlp.in"] = "mlp.up_proj", ["mlp.out"] = "mlp.down_proj",
    };

    public abstract Blueprint Read(ConfigReader config, ModelHead head);

    public virtual void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        json.WriteNumber("vocab_size", blueprint.VocabularySize);
        json.WriteNumber("hidden_size", blueprint.Width);
        json.WriteNumber("num_hidden_layers", blueprint.Layers);
        json.WriteNumber("num_attention_heads", blueprint.Heads);
        json.WriteNumber("num_key_value_heads", blueprint.KeyValueHeads);
        json.WriteNumber("head_dim", blueprint.HeadSize);
        json.WriteNumber("intermediate_size", blueprint.HiddenWidth);
        RotaryPlan rotary = blueprint.Attention[^1].Rotary!;
        json.WriteNumber("max_position_embeddings", rotary.Scaling?.Positions ?? blueprint.MaxPositions);
        json.WriteNumber("rms_norm_eps", blueprint.NormEpsilon);
        json.WriteString(ActivationField, ActivationNames.Of(blueprint.Activation));
        json.WriteBoolean("tie_word_embeddings", blueprint.TiedHead);
        json.WriteNumber("initializer_range", blueprint.InitialDeviation);
        json.WriteNumber("attention_dropout", 0);
        RotaryConfig.Write(json, rotary);
    }

    public virtual WeightNames Names(Blueprint blueprint) => new("model.", "layers.")
    {
        Block = BlockNames,
        Body = new Dictionary<string, string> { ["embed"] = "embed_tokens", ["final_norm"] = "norm" },
        Head = new Dictionary<string, string> { ["head"] = "lm_head" },
    };

    // The frequencies as old files carry them, and the copy of a tied head.
    public bool IsSurplus(string weight, Blueprint blueprint)
        => weight.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || (blueprint.TiedHead && weight == "lm_head.weight");

    /// <summary>The fields all of them have.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="head">What the architecture ends in.</param>
    /// <param name="window">The window all layers have; null for none.</param>
    protected Blueprint Common(ConfigReader config, ModelHead head, int? window = null)
    {
        int width = config.Integer("hidden_size"), heads = config.Integer("num_attention_heads"),
            positions = config.Integer("max_position_embeddings");
        int? size = config.OptionalInteger("head_dim", least: 1);
        if (size is null) config.Require(width % heads == 0, "num_attention_heads", $"a divisor of hidden_size={width}");
        int keyHeads = config.OptionalInteger("num_key_value_heads", least: 1) ?? heads;
        config.Require(heads % keyHeads == 0, "num_key_value_heads", $"a divisor of num_attention_heads={heads}");
        RotaryPlan rotary = RotaryConfig.Read(config, size ?? width / heads, positions);
        config.Require(rotary.Width >= 2 && rotary.Width % 2 == 0, "head_dim", "an even number of turning numbers a head");
        return new Blueprint
        {
            VocabularySize = config.Integer("vocab_size"),
            Width = width,
            Layers = config.Integer("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = keyHeads,
            HeadSize = size ?? width / heads,
            HiddenWidth = config.Integer("intermediate_size"),
            MaxPositions = rotary.Scaling?.Window ?? positions,
            Direction = Direction.Causal,
            Norm = NormKind.RootMeanSquare,
            NormPlace = NormPlace.Before,
            NormEpsilon = config.Number("rms_norm_eps", 1e-6f),
            Activation = ActivationNames.Read(config, ActivationField, "silu"),
            FeedForward = FeedForwardKind.Gated,
            Biases = MapBiases.None,
            Positions = PositionKind.Rotary,
            Attention = [new AttentionPlan { Window = window, Rotary = rotary }],
            Head = head,
            TiedHead = config.Flag("tie_word_embeddings", TiedByDefault),
            InitialDeviation = config.Number("initializer_range", 0.02f),
            StartToken = config.OptionalInteger("bos_token_id"),
            EndTokens = [.. config.Integers("eos_token_id")],
            PaddingToken = config.OptionalInteger("pad_token_id"),
        };
    }

    /// <summary>The biases of <c>attention_bias</c>: all four maps, or none.</summary>
    protected static MapBiases AttentionBiases(ConfigReader config)
        => config.Flag("attention_bias", false) ? MapBiases.Projections | MapBiases.AttentionOutput : MapBiases.None;
}
