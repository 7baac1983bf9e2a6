using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Phi-3 and Phi-4-mini (Abdin et al. 2024): Llama with joint matrices, a window and LongRoPE.</summary>
internal sealed class Phi3Family() : DecoderFamily("phi3", "Phi3ForCausalLM", "Phi3Model")
{
    private static readonly Dictionary<string, string> s_block = new(Llama) { ["attn.qkv"] = "self_attn.qkv_proj",
        ["mlp.gate_in"] = "mlp.gate_up_proj" };

    protected override IReadOnlyDictionary<string, string> BlockNames => s_block;

    public override Blueprint Read(ConfigReader config, ModelHead head)
    {
        config.OptionalInteger("original_max_position_embeddings"); // of no use without a scaling
        config.Require(!config.Flag("attention_bias", false), "attention_bias", "false");
        return Common(config, head, config.OptionalInteger("sliding_window", least: 1)) with
        {
            Projections = ProjectionKind.Fused,
            FeedForward = FeedForwardKind.GatedFused,
        };
    }

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        AttentionPlan plan = blueprint.Attention[0];
        if (plan.Window is { } window) json.WriteNumber("sliding_window", window);
        json.WriteNumber("partial_rotary_factor", (double)plan.Rotary!.Width / blueprint.HeadSize);
        if (plan.Rotary.Scaling is LongRopePlan rope) json.WriteNumber("original_max_position_embeddings", rope.OriginalLength);
    }
}
