using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Llama 1 to 3 (Touvron et al. 2023; Grattafiori et al. 2024).</summary>
internal sealed class LlamaFamily() : DecoderFamily("llama", "LlamaForCausalLM", "LlamaModel")
{
    public override Blueprint Read(ConfigReader config, ModelHead head) => Common(config, head) with
    {
        Biases = AttentionBiases(config) | (config.Flag("mlp_bias", false) ? MapBiases.FeedForward : MapBiases.None),
    };

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        json.WriteBoolean("attention_bias", blueprint.Biases.HasFlag(MapBiases.Projections));
        json.WriteBoolean("mlp_bias", blueprint.Biases.HasFlag(MapBiases.FeedForward));
    }
}
