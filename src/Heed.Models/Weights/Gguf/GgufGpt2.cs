using System.Text.Json;
using Heed.Autograd;

namespace Heed.Models.Weights.Gguf;

/// <summary>GPT-2, whose maps the converter turns to [out, in], and whose head some files hold once more.</summary>
internal sealed class GgufGpt2 : IGgufPlan
{
    public void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file)
    {
        keys.Require(keys.Flag("attention.causal") ?? true, "attention.causal", "true");
        int heads = keys.Integer("attention.head_count");
        keys.Require((keys.OptionalInteger("attention.head_count_kv") ?? heads) == heads, "attention.head_count_kv",
            $"as many as heads, {heads}");
        json.WriteNumber("n_embd", keys.Integer("embedding_length"));
        json.WriteNumber("n_layer", keys.Integer("block_count"));
        json.WriteNumber("n_inner", keys.Integer("feed_forward_length"));
        json.WriteNumber("n_positions", keys.Integer("context_length"));
        json.WriteNumber("n_head", heads);
        json.WriteNumber("layer_norm_epsilon", keys.Number("attention.layer_norm_epsilon"));
    }

    public Blueprint Adjust(Blueprint read, GgufFile file)
        => read with { Layout = WeightLayout.OutputByInput, TiedHead = !file.Tensors.ContainsKey("output.weight") };
}
