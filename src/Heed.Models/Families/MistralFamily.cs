using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Mistral (Jiang et al. 2023): Llama with a window.</summary>
internal sealed class MistralFamily() : DecoderFamily("mistral", "MistralForCausalLM", "MistralModel")
{
    public override Blueprint Read(ConfigReader config, ModelHead head)
        => Common(config, head, config.OptionalInteger("sliding_window", least: 1));

    public override void Write(Utf8JsonWriter json, Blueprint blueprint)
    {
        base.Write(json, blueprint);
        if (blueprint.Attention[0].Window is { } window) json.WriteNumber("sliding_window", window);
        else json.WriteNull("sliding_window");
    }
}
