using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>What Qwen2 and Qwen3 share: later layers may see only a window.</summary>
internal abstract class QwenFamily(string modelType, string architecture, string bare) : DecoderFamily(modelType, architecture, bare)
{
    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        int? window = blueprint.Attention.Select(plan => plan.Window).FirstOrDefault(size => size is not null);
        json.WriteBoolean("use_sliding_window", window is not null);
        if (window is null) return;
        json.WriteNumber("sliding_window", window.Value);
        json.WriteTexts("layer_types", LayerTypes.Of(blueprint));
    }

    /// <summary>The shared fields.</summary>
    protected Blueprint WithWindows(ConfigReader config, ModelHead head)
    {
        Blueprint common = Common(config, head);
        int? window = config.OptionalInteger("sliding_window", least: 1);
        int first = config.OptionalInteger("max_window_layers") ?? 28;
        if (!config.Flag("use_sliding_window", false)) window = null;
        string[] types = window is null ? LayerTypes.All(config, common.Layers, LayerTypes.Full)
            : LayerTypes.From(config, common.Layers, first);
        config.Require(window is not null || !types.Contains(LayerTypes.Sliding), "layer_types",
            "layers with a window where use_sliding_window and sliding_window say so");
        AttentionPlan full = common.Attention[0];
        return common with { Attention = LayerTypes.Plans(types, full, full with { Window = window }) };
    }
}
