using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>Gemma 3: layers with a window have a base of their own and no scaling.</summary>
internal sealed class GgufGemma3() : GgufGemma(largest: 62)
{
    public override void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file)
    {
        base.Write(json, keys, file);
        Pattern(json, keys, otherwise: 6);
        json.WriteNumber("rope_local_base_freq", keys.OptionalNumber("rope.freq_base_swa") ?? 10000);
    }
}
