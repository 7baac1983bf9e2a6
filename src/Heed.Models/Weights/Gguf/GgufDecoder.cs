using System.Text.Json;
using Heed.Positions;

namespace Heed.Models.Weights.Gguf;

/// <summary>What Llama and its kin share.</summary>
internal class GgufDecoder : IGgufPlan
{
    /// <summary>Which two numbers of a head turn together: for Llama the converter interleaves the rows of queries and keys.</summary>
    public RotaryLayout Layout { get; init; } = RotaryLayout.HalfSplit;

    /// <summary>Whether its layers may have a window.</summary>
    public bool HasWindow { get; init; }

    public virtual void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file)
    {
        keys.Require(keys.Flag("attention.causal") ?? true, "attention.causal", "true");
        int heads = keys.Integer("attention.head_count"), size = HeadSize(keys), positions = keys.Integer("context_length");
        json.WriteNumber("hidden_size", keys.Integer("embedding_length"));
        json.WriteNumber("num_hidden_layers", keys.Integer("block_count"));
        json.WriteNumber("intermediate_size", keys.Integer("feed_forward_length"));
        json.WriteNumber("max_position_embeddings", positions);
        json.WriteNumber("num_attention_heads", heads);
        json.WriteNumber("num_key_value_heads", keys.OptionalInteger("attention.head_count_kv", least: 1) ?? heads);
        json.WriteNumber("head_dim", size);
        json.WriteNumber("rms_norm_eps", keys.Number("attention.layer_norm_rms_epsilon"));
        json.WriteBoolean("tie_word_embeddings", !file.Tensors.ContainsKey("output.weight"));
        if (file.Tensors.ContainsKey("blk.0.attn_output.bias")) json.WriteBoolean("attention_bias", true);
        if (file.Tensors.ContainsKey("blk.0.ffn_down.bias")) json.WriteBoolean("mlp_bias", true);
        if (HasWindow && Window(keys) is > 0 and var window) json.WriteNumber("sliding_window", window);
        GgufRotary.Write(json, keys, file, positions, size);
    }

    public virtual Blueprint Adjust(Blueprint read, GgufFile file) => read with
    {
        Attention = [.. read.Attention.Select(plan => plan with { Rotary = plan.Rotary! with { Layout = Layout } })],
    };

    /// <summary>The window's size; null or 0 for none.</summary>
    protected virtual int? Window(GgufKeys keys) => keys.OptionalInteger("attention.sliding_window");

    /// <summary>Numbers of a head.</summary>
    protected static int HeadSize(GgufKeys keys)
    {
        int width = keys.Integer("embedding_length"), heads = keys.Integer("attention.head_count");
        int? given = keys.OptionalInteger("attention.key_length", least: 1);
        if (given is null) keys.Require(width % heads == 0, "attention.head_count", $"a divisor of embedding_length={width}");
        int size = given ?? width / heads;
        keys.Require((keys.OptionalInteger("attention.value_length") ?? size) == size, "attention.value_length",
            $"as many numbers as keys have, {size}");
        return size;
    }
}
