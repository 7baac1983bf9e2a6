using System.Text.Json;
using Heed.Autograd;

namespace Heed.Models.Families;

/// <summary>GPT-2 (Radford et al. 2019): causal, norms before, learned positions, one matrix for queries, keys and values, weights [in, out], tied head.</summary>
internal sealed class Gpt2Family : IModelFamily
{
    public string ModelType => "gpt2";

    public IReadOnlyDictionary<string, ModelHead> Architectures { get; } = new Dictionary<string, ModelHead>
    {
        ["GPT2LMHeadModel"] = ModelHead.Language,
        ["GPT2Model"] = ModelHead.None,
    };

    private static readonly WeightNames s_names = new("transformer.", "h.")
    {
        Block = new Dictionary<string, string>
        {
            ["norm1"] = "ln_1", ["norm2"] = "ln_2", ["attn.qkv"] = "attn.c_attn", ["attn.out"] = "attn.c_proj", ["mlp.in"] = "mlp.c_fc",
                ["mlp.out"] = "mlp.c_proj",
        },
        Body = new Dictionary<string, string> { ["embed"] = "wte", ["pos_embed"] = "wpe", ["final_norm"] = "ln_f" },
    };

    public WeightLayout Layout => WeightLayout.InputByOutput;

    public Blueprint Read(ConfigReader config, ModelHead head)
    {
        int width = config.Integer("n_embd"), heads = config.Integer("n_head");
        config.Require(width % heads == 0, "n_head", $"a divisor of n_embd={width}");
        config.Require(config.Flag("scale_attn_weights", true), "scale_attn_weights", "true");
        config.Require(!config.Flag("scale_attn_by_inverse_layer_idx", false), "scale_attn_by_inverse_layer_idx", "false");
        config.Require(!config.Flag("add_cross_attention", false), "add_cross_attention", "false");
        config.Require(config.Flag("tie_word_embeddings", true), "tie_word_embeddings", "true");
        return new Blueprint
        {
            VocabularySize = config.Integer("vocab_size"),
            Width = width,
            Layers = config.Integer("n_layer"),
            Heads = heads,
            HeadSize = width / heads,
            HiddenWidth = config.OptionalInteger("n_inner", least: 1) ?? 4 * width,
            MaxPositions = config.Integer("n_positions"),
            Direction = Direction.Causal,
            NormPlace = NormPlace.Before,
            NormEpsilon = config.Number("layer_norm_epsilon", 1e-5f),
            Activation = ActivationNames.Read(config, "activation_function", "gelu_new"),
            Head = head,
            Layout = Layout,
            Projections = ProjectionKind.Fused,
            InitialDeviation = config.Number("initializer_range", 0.02f),
            StartToken = config.OptionalInteger("bos_token_id"),
            EndTokens = [.. config.Integers("eos_token_id")],
            PaddingToken = config.OptionalInteger("pad_token_id"),
        };
    }

    public void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        json.WriteNumber("vocab_size", blueprint.VocabularySize);
        json.WriteNumber("n_embd", blueprint.Width);
        json.WriteNumber("n_layer", blueprint.Layers);
        json.WriteNumber("n_head", blueprint.Heads);
        json.WriteNumber("n_inner", blueprint.HiddenWidth);
        json.WriteNumber("n_positions", blueprint.MaxPositions);
        json.WriteNumber("n_ctx", blueprint.MaxPositions);
        json.WriteNumber("layer_norm_epsilon", blueprint.NormEpsilon);
        json.WriteString("activation_function", ActivationNames.Of(blueprint.Activation));
        json.WriteNumber("initializer_range", blueprint.InitialDeviation);
        json.WriteNumber("attn_pdrop", 0);
        json.WriteNumber("embd_pdrop", 0);
        json.WriteNumber("resid_pdrop", 0);
    }

    public WeightNames Names(Blueprint blueprint) => s_names;

    // Old files carry the causal triangle, and some the tied head.
    public bool IsSurplus(string weight, Blueprint blueprint)
        => weight.EndsWith(".attn.bias", StringComparison.Ordinal) || weight.EndsWith(".attn.masked_bias", StringComparison.Ordinal) || weight == "lm_head.weight";
}
