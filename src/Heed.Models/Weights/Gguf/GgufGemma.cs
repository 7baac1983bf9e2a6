using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models.Weights.Gguf;

/// <summary>
/// Gemma 2 and 3. Norms hold 1 + w, where the family's own files hold w. The divisor of scores is in no key: it is the head size, but for
/// the largest
/// model of each, which llama.cpp knows by its number of layers (src/llama-model.cpp, f_attention_scale).
/// </summary>
/// <param name="largest">Layers of the largest model.</param>
internal class GgufGemma(int largest) : GgufDecoder
{
    public override void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file)
    {
        base.Write(json, keys, file);
        int heads = keys.Integer("attention.head_count");
        json.WriteNumber("query_pre_attn_scalar", keys.Integer("block_count") == largest ? keys.Integer("embedding_length") / (double)heads
            : HeadSize(keys));
        Cap("attn_logit_softcapping");
        Cap("final_logit_softcapping");

        void Cap(string key)
        {
            if ((keys.OptionalNumber(key) ?? DefaultCap(key)) is { } cap) json.WriteNumber(key, cap);
        }
    }

    public override Blueprint Adjust(Blueprint read, GgufFile file) => base.Adjust(read, file) with { Norm = NormKind.RootMeanSquare };

    /// <summary>What a cap is where the file does not say; null for none.</summary>
    protected virtual double? DefaultCap(string key) => null;

    /// <summary>Which layers have the window: a period, or one by one.</summary>
    protected static void Pattern(Utf8JsonWriter json, GgufKeys keys, int otherwise)
    {
        const string key = "attention.sliding_window_pattern";
        int layers = keys.Integer("block_count");
        if (keys.FlagsIfList(key) is { } windows)
        {
            keys.Require(windows.Length == layers, key, $"a value a layer, {layers}");
            json.WriteTexts("layer_types", windows.Select(window => window ? LayerTypes.Sliding : LayerTypes.Full));
            return;
        }
        int period = keys.OptionalInteger(key, least: 1) ?? otherwise;
        json.WriteTexts("layer_types", Enumerable.Range(1, layers)
            .Select(layer => layer % period == 0 ? LayerTypes.Full : LayerTypes.Sliding));
    }
}
