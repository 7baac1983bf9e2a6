using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>What Gemma 2 and 3 share: four norms a layer whose files hold gain − 1, scaled embeddings, layers with windows between those
/// without, a divisor
/// of scores and soft caps.</summary>
internal abstract class GemmaFamily(string modelType, string architecture, string bare) : DecoderFamily(modelType, architecture, bare)
{
    private static readonly Dictionary<string, string> s_block = new(Llama)
    {
        ["norm1_post"] = "post_attention_layernorm", ["norm2"] = "pre_feedforward_layernorm", ["norm2_post"] = "post_feedforward_layernorm",
    };

    protected override bool TiedByDefault => true;

    protected override string ActivationField => "hidden_activation";

    protected override IReadOnlyDictionary<string, string> BlockNames => s_block;

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        json.WriteNumber("query_pre_attn_scalar", blueprint.ScoreDivisor!.Value);
        json.WriteNumber("sliding_window", blueprint.Attention.Max(plan => plan.Window) ?? blueprint.MaxPositions);
        json.WriteTexts("layer_types", LayerTypes.Of(blueprint));
        json.WriteBoolean("attention_bias", blueprint.Biases.HasFlag(MapBiases.Projections));
        Cap("attn_logit_softcapping", blueprint.ScoreCap);
        Cap("final_logit_softcapping", blueprint.LogitCap);

        void Cap(string field, float? cap)
        {
            if (cap is { } number) json.WriteNumber(field, number);
            else json.WriteNull(field);
        }
    }

    /// <summary>The shared fields; every <paramref name="period"/>th layer sees all.</summary>
    protected Blueprint Gemma(ConfigReader config, ModelHead head, int period)
    {
        config.Integer("head_dim"); // its default is no quotient of other fields
        // Old files have the activation under the name other families use, and both name the same function.
        if (config.Text("hidden_activation", "").Length == 0)
            config.Require(config.Text("hidden_act", "gelu_pytorch_tanh") is "gelu_pytorch_tanh", "hidden_act", "\"gelu_pytorch_tanh\"");
        else config.Text("hidden_act", "");
        Blueprint common = Common(config, head);
        AttentionPlan full = common.Attention[0];
        AttentionPlan sliding = new() { Window = config.Integer("sliding_window"), Rotary = SlidingRotary(config, full.Rotary!, common) };
        return common with
        {
            Norm = NormKind.RootMeanSquarePlusOne,
            NormPlace = NormPlace.Around,
            Activation = ActivationNames.Read(config, ActivationField, "gelu_pytorch_tanh"),
            Attention = LayerTypes.Plans(LayerTypes.Every(config, common.Layers, period), full, sliding),
            Biases = AttentionBiases(config),
            ScoreDivisor = config.RequiredNumber("query_pre_attn_scalar"),
            ScoreCap = Cap("attn_logit_softcapping"),
            LogitCap = Cap("final_logit_softcapping"),
            ScaledEmbedding = true,
        };

        float? Cap(string field)
        {
            float cap = config.Number(field, 0);
            config.Require(cap >= 0, field, "a number above 0, or null");
            return cap > 0 ? cap : null;
        }
    }

    /// <summary>The rotary positions of layers with a window.</summary>
    protected virtual RotaryPlan SlidingRotary(ConfigReader config, RotaryPlan full, Blueprint common) => full;
}
