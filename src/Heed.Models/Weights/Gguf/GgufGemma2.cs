using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>Gemma 2: caps and window have defaults, as in llama.cpp and in the family's own configuration.</summary>
internal sealed class GgufGemma2() : GgufGemma(largest: 46)
{
    public override void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file)
    {
        base.Write(json, keys, file);
        Pattern(json, keys, otherwise: 2);
    }

    protected override int? Window(GgufKeys keys) => base.Window(keys) ?? 4096;

    protected override double? DefaultCap(string key) => key.StartsWith("attn", StringComparison.Ordinal) ? 50 : 30;
}
