namespace Heed.Models.Families;

/// <summary>Qwen2 and 2.5 (Yang et al. 2024): Llama with biases for queries, keys and values.</summary>
internal sealed class Qwen2Family() : QwenFamily("qwen2", "Qwen2ForCausalLM", "Qwen2Model")
{
    public override Blueprint Read(ConfigReader config, ModelHead head)
        => WithWindows(config, head) with { Biases = MapBiases.Projections };
}
