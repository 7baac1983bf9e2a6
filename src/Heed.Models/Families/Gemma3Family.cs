using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Gemma 3, the text models (Gemma Team 2025): five layers with a window and a base of their own to one without, queries and keys
/// normalized a head.</summary>
internal sealed class Gemma3Family() : GemmaFamily("gemma3_text", "Gemma3ForCausalLM", "Gemma3TextModel")
{
    public override Blueprint Read(ConfigReader config, ModelHead head)
    {
        config.Require(!config.Flag("use_bidirectional_attention", false), "use_bidirectional_attention", "false");
        int period = config.OptionalInteger("sliding_window_pattern", least: 1)
            ?? config.OptionalInteger("_sliding_window_pattern", least: 1) ?? 6;
        return Gemma(config, head, period) with { QueryKeyNorm = QueryKeyNorm.PerHead };
    }

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        if (blueprint.Attention[^1].Window is not null)
            throw new HeedException(
                "save: a Gemma 3 whose last layer has a window has no place for its global positions in config.json. Nothing was written.");
        base.Write(json, blueprint);
        RotaryPlan local = (blueprint.Attention.FirstOrDefault(plan => plan.Window is not null) ?? blueprint.Attention[0]).Rotary!;
        json.WriteNumber("rope_local_base_freq", local.Theta);
    }

    protected override RotaryPlan SlidingRotary(ConfigReader config, RotaryPlan full, Blueprint common)
    {
        double? old = config.OptionalNumber("rope_local_base_freq");
        return config.Object("rope_parameters")?.Object(LayerTypes.Sliding) is not null
            ? RotaryConfig.Read(config, common.HeadSize, common.MaxPositions, LayerTypes.Sliding)
            : full with { Theta = old ?? 10000, Scaling = null };
    }
}
