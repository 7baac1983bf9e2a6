using System.Buffers;
using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>The metadata of a GGUF file as the config.json that would mean the same, so that a family reads both.</summary>
internal static class GgufConfig
{
    /// <summary>Writes it.</summary>
    /// <exception cref="HeedException">Something is missing, or is not supported.</exception>
    public static JsonDocument Write(GgufMetadata metadata, GgufArchitecture architecture, IReadOnlyDictionary<string, GgufTensor> tensors)
    {
        string prefix = architecture.Name + ".";
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("architectures");
            json.WriteStringValue(architecture.Family);
            json.WriteEndArray();
            json.WriteNumber("vocab_size", Vocabulary(metadata, tensors));
            Whole("hidden_size", "embedding_length");
            Whole("num_hidden_layers", "block_count");
            Whole("intermediate_size", "feed_forward_length");
            Whole("max_position_embeddings", "context_length");
            Whole("num_attention_heads", "attention.head_count");
            Optional("num_key_value_heads", "attention.head_count_kv");
            Optional("head_dim", "attention.key_length", "rope.dimension_count");
            json.WriteNumber("rms_norm_eps", metadata.Required(metadata.Number(prefix + "attention.layer_norm_rms_epsilon"), prefix + "attention.layer_norm_rms_epsilon"));
            json.WriteNumber("rope_theta", metadata.Number(prefix + "rope.freq_base") ?? 10000);
            Scaling();
            json.WriteBoolean("tie_word_embeddings", !tensors.ContainsKey("output.weight"));
            if (metadata.Whole(prefix + "attention.sliding_window") is { } window) json.WriteNumber("sliding_window", window);
            Number("attn_logit_softcapping", "attn_logit_softcapping");
            Number("final_logit_softcapping", "final_logit_softcapping");
            Token("bos_token_id", "tokenizer.ggml.bos_token_id");
            Token("eos_token_id", "tokenizer.ggml.eos_token_id");
            Token("pad_token_id", "tokenizer.ggml.padding_token_id");
            json.WriteEndObject();

            void Whole(string field, string key) => json.WriteNumber(field, metadata.Required(metadata.Whole(prefix + key), prefix + key));

            void Optional(string field, params string[] keys)
            {
                foreach (string key in keys)
                {
                    if (metadata.Whole(prefix + key) is not { } value) continue;
                    json.WriteNumber(field, value);
                    return;
                }
            }

            void Number(string field, string key)
            {
                if (metadata.Number(prefix + key) is { } value) json.WriteNumber(field, value);
            }

            void Token(string field, string key)
            {
                if (metadata.Whole(key) is { } id) json.WriteNumber(field, id);
            }

            void Scaling()
            {
                string? kind = metadata.Text(prefix + "rope.scaling.type");
                if (kind is null or "none") return;
                json.WriteStartObject("rope_scaling");
                json.WriteString("rope_type", kind);
                if (metadata.Number(prefix + "rope.scaling.factor") is { } factor) json.WriteNumber("factor", factor);
                if (metadata.Whole(prefix + "rope.scaling.original_context_length") is { } original) json.WriteNumber("original_max_position_embeddings", original);
                json.WriteEndObject();
            }
        }
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static long Vocabulary(GgufMetadata metadata, IReadOnlyDictionary<string, GgufTensor> tensors)
        => tensors.TryGetValue("token_embd.weight", out GgufTensor? table) && table.Shape.Count == 2
            ? table.Shape[0]
            : throw new HeedException($"{metadata.Path}: expected a tensor token_embd.weight of two axes; there is none.");
}
