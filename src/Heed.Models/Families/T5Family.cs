using System.Text.Json;
using Heed.Autograd;

namespace Heed.Models.Families;

/// <summary>
/// T5 (Raffel et al. 2020): an encoder and a decoder that attends across, relative position biases that a stack's layers share, root mean
/// square norms, no
/// biases; the gated form of T5 1.1 (Shazeer 2020) too.
/// </summary>
internal sealed class T5Family : IModelFamily
{
    private static readonly Dictionary<string, string> s_block = new()
    {
        ["norm1"] = "layer.0.layer_norm", ["attn.q"] = "layer.0.SelfAttention.q", ["attn.k"] = "layer.0.SelfAttention.k",
            ["attn.v"] = "layer.0.SelfAttention.v",
        ["attn.out"] = "layer.0.SelfAttention.o",
        ["norm_cross"] = "layer.1.layer_norm", ["cross.q"] = "layer.1.EncDecAttention.q", ["cross.k"] = "layer.1.EncDecAttention.k",
        ["cross.v"] = "layer.1.EncDecAttention.v", ["cross.out"] = "layer.1.EncDecAttention.o",
        ["norm2"] = "layer.1.layer_norm", ["mlp.out"] = "layer.1.DenseReluDense.wo",
        ["decoder.norm2"] = "layer.2.layer_norm", ["decoder.mlp.out"] = "layer.2.DenseReluDense.wo",
    };

    private static readonly WeightNames s_plain = new("", "block.")
    {
        Block = new Dictionary<string, string>(s_block) { ["mlp.in"] = "layer.1.DenseReluDense.wi",
            ["decoder.mlp.in"] = "layer.2.DenseReluDense.wi" },
        Body = new Dictionary<string, string>
        {
            ["embed"] = "shared", ["head"] = "lm_head",
            ["encoder.relative_bias"] = "encoder.block.0.layer.0.SelfAttention.relative_attention_bias",
                ["encoder.final_norm"] = "encoder.final_layer_norm",
            ["decoder.relative_bias"] = "decoder.block.0.layer.0.SelfAttention.relative_attention_bias",
                ["decoder.final_norm"] = "decoder.final_layer_norm",
            ["relative_bias"] = "encoder.block.0.layer.0.SelfAttention.relative_attention_bias",
                ["final_norm"] = "encoder.final_layer_norm",
        },
    };

    private static readonly WeightNames s_gated = s_plain with
    {
        Block = new Dictionary<string, string>(s_block)
        {
            ["mlp.gate"] = "layer.1.DenseReluDense.wi_0", ["mlp.in"] = "layer.1.DenseReluDense.wi_1",
            ["decoder.mlp.gate"] = "layer.2.DenseReluDense.wi_0", ["decoder.mlp.in"] = "layer.2.DenseReluDense.wi_1",
        },
    };

    public string ModelType => "t5";

    public IReadOnlyDictionary<string, ModelHead> Architectures { get; } = new Dictionary<string, ModelHead>
    {
        ["T5ForConditionalGeneration"] = ModelHead.Language,
        ["T5EncoderModel"] = ModelHead.None,
    };

    public Blueprint Read(ConfigReader config, ModelHead head)
    {
        (bool gated, Activation activation) = FeedForward(config);
        int layers = config.Integer("num_layers"), decoderLayers = config.OptionalInteger("num_decoder_layers", least: 1) ?? layers;
        bool whole = head == ModelHead.Language, tied = config.Flag("tie_word_embeddings", true);
        config.Flag("is_encoder_decoder", true);
        config.OptionalInteger("n_positions"); // what the first models were trained on; biases by distance have no last position
        return new Blueprint
        {
            VocabularySize = config.Integer("vocab_size"),
            Width = config.Integer("d_model"),
            EncoderLayers = whole ? layers : 0,
            Layers = whole ? decoderLayers : layers,
            Heads = config.Integer("num_heads"),
            HeadSize = config.Integer("d_kv"),
            HiddenWidth = config.Integer("d_ff"),
            MaxPositions = int.MaxValue,
            Direction = whole ? Direction.Causal : Direction.Bidirectional,
            Norm = NormKind.RootMeanSquare,
            NormPlace = NormPlace.Before,
            NormEpsilon = config.Number("layer_norm_epsilon", 1e-6f),
            Activation = activation,
            FeedForward = gated ? FeedForwardKind.Gated : FeedForwardKind.Plain,
            Biases = MapBiases.None,
            Positions = PositionKind.RelativeBias,
            RelativeBias = Buckets(config),
            ScoreDivisor = 1,
            Head = head,
            TiedHead = tied,
            ScaledHead = tied,
            EndTokens = [.. config.Integers("eos_token_id")],
            PaddingToken = config.OptionalInteger("pad_token_id"),
            DecoderStartToken = whole ? config.OptionalInteger("decoder_start_token_id") ?? config.OptionalInteger("pad_token_id") ?? 0
                : null,
        };
    }

    public void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        json.WriteNumber("vocab_size", blueprint.VocabularySize);
        json.WriteNumber("d_model", blueprint.Width);
        json.WriteNumber("d_kv", blueprint.HeadSize);
        json.WriteNumber("d_ff", blueprint.HiddenWidth);
        json.WriteNumber("num_layers", blueprint.HasEncoder ? blueprint.EncoderLayers : blueprint.Layers);
        json.WriteNumber("num_decoder_layers", blueprint.Layers);
        json.WriteNumber("num_heads", blueprint.Heads);
        json.WriteNumber("relative_attention_num_buckets", blueprint.RelativeBias!.Buckets);
        json.WriteNumber("relative_attention_max_distance", blueprint.RelativeBias.MaxDistance);
        json.WriteNumber("layer_norm_epsilon", blueprint.NormEpsilon);
        string activation = ActivationNames.Of(blueprint.Activation);
        json.WriteString("feed_forward_proj", blueprint.FeedForward == FeedForwardKind.Plain ? activation : "gated-" + activation);
        json.WriteBoolean("is_encoder_decoder", blueprint.HasEncoder);
        json.WriteBoolean("tie_word_embeddings", blueprint.TiedHead);
        if (blueprint.DecoderStartToken is { } start) json.WriteNumber("decoder_start_token_id", start);
        json.WriteNumber("dropout_rate", 0);
    }

    public WeightNames Names(Blueprint blueprint)
    {
        WeightNames names = blueprint.FeedForward == FeedForwardKind.Gated ? s_gated : s_plain;
        return blueprint.HasEncoder ? names : names with { Blocks = "encoder.block." };
    }

    // Copies of the shared embedding; the first files also have a bias table for cross-attention, which nothing uses. An encoder alone
    // leaves the decoder.
    public bool IsSurplus(string weight, Blueprint blueprint)
        => weight is "encoder.embed_tokens.weight" or "decoder.embed_tokens.weight" or "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"
        || (blueprint.TiedHead && weight == "lm_head.weight")
        || (!blueprint.HasEncoder && (weight == "lm_head.weight" || weight.StartsWith("decoder.", StringComparison.Ordinal)));

    private static RelativeBiasPlan Buckets(ConfigReader config)
    {
        int buckets = config.Integer("relative_attention_num_buckets", least: 4);
        config.Require(buckets % 2 == 0, "relative_attention_num_buckets", "an even number");
        return new RelativeBiasPlan(buckets, config.OptionalInteger("relative_attention_max_distance", buckets / 2 + 1) ?? 128);
    }

    /// <summary>"relu", "gated-silu"; "gated-gelu" stands for the tanh approximation.</summary>
    private static (bool Gated, Activation Activation) FeedForward(ConfigReader config)
    {
        string name = config.Text("feed_forward_proj", "relu");
        bool gated = name.StartsWith("gated-", StringComparison.Ordinal);
        string function = name == "gated-gelu" ? "gelu_new" : gated ? name["gated-".Length..] : name;
        config.Require(config.Flag("is_gated_act", gated) == gated, "is_gated_act", $"what feed_forward_proj=\"{name}\" says");
        config.Require(config.Text("dense_act_fn", function) == function, "dense_act_fn", $"\"{function}\", as feed_forward_proj says");
        return (gated, ActivationNames.Of(config, "feed_forward_proj", function));
    }
}
