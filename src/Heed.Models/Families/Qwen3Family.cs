using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Qwen3 (Yang et al. 2025): Llama with queries and keys normalized a head.</summary>
internal sealed class Qwen3Family() : QwenFamily("qwen3", "Qwen3ForCausalLM", "Qwen3Model")
{
    public override Blueprint Read(ConfigReader config, ModelHead head)
    {
        config.Integer("head_dim"); // its default is no quotient of other fields
        return WithWindows(config, head) with { Biases = AttentionBiases(config), QueryKeyNorm = QueryKeyNorm.PerHead };
    }

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        json.WriteBoolean("attention_bias", blueprint.Biases.HasFlag(MapBiases.Projections));
    }
}
