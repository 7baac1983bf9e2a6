using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>BERT without pooler and heads, which the converter leaves out.</summary>
internal sealed class GgufBert : IGgufPlan
{
    public void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file)
    {
        keys.Require(keys.Flag("attention.causal") is not true, "attention.causal", "false");
        int heads = keys.Integer("attention.head_count");
        keys.Require((keys.OptionalInteger("attention.head_count_kv") ?? heads) == heads, "attention.head_count_kv",
            $"as many as heads, {heads}");
        json.WriteNumber("hidden_size", keys.Integer("embedding_length"));
        json.WriteNumber("num_hidden_layers", keys.Integer("block_count"));
        json.WriteNumber("intermediate_size", keys.Integer("feed_forward_length"));
        json.WriteNumber("max_position_embeddings", keys.Integer("context_length"));
        json.WriteNumber("num_attention_heads", heads);
        json.WriteNumber("layer_norm_eps", keys.Number("attention.layer_norm_epsilon"));
        json.WriteNumber("type_vocab_size", file.Tensors.TryGetValue("token_types.weight", out GgufTensor? types) ? types.Shape[0] : 2);
    }

    public Blueprint Adjust(Blueprint read, GgufFile file) => read with { Pooler = false };
}
