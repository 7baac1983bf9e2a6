using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>OLMo 2 (OLMo Team 2025): parts are normalized before they are added, queries and keys over all heads.</summary>
internal sealed class Olmo2Family() : DecoderFamily("olmo2", "Olmo2ForCausalLM", "Olmo2Model")
{
    private static readonly Dictionary<string, string> s_block = new(Llama) { ["norm1"] = "post_attention_layernorm",
        ["norm2"] = "post_feedforward_layernorm" };

    protected override IReadOnlyDictionary<string, string> BlockNames => s_block;

    public override Blueprint Read(ConfigReader config, ModelHead head) => Common(config, head) with
    {
        NormPlace = NormPlace.Inside,
        QueryKeyNorm = QueryKeyNorm.WholeWidth,
        Biases = AttentionBiases(config),
    };

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        json.WriteBoolean("attention_bias", blueprint.Biases.HasFlag(MapBiases.Projections));
    }
}
