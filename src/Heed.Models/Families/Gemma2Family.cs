namespace Heed.Models.Families;

/// <summary>Gemma 2 (Gemma Team 2024): every second layer has a window, scores and logits are capped.</summary>
internal sealed class Gemma2Family() : GemmaFamily("gemma2", "Gemma2ForCausalLM", "Gemma2Model")
{
    public override Blueprint Read(ConfigReader config, ModelHead head) => Gemma(config, head, period: 2);
}
