namespace Heed.Models.Weights.Gguf;

/// <summary>
/// Keys of an architecture that Heed does not read and that change nothing, whatever they hold or where they hold the neutral value.
/// </summary>
internal static class GgufNeutral
{
    private static readonly HashSet<string> s_harmless = new(StringComparer.Ordinal)
    {
        // What is known otherwise, how the file was made, and what is done with states afterwards.
        "vocab_size", "tensor_data_layout", "rope.scaling.finetuned", "pooling_type",
    };

    // Factors, which at 1 do nothing.
    private static readonly HashSet<string> s_factors = new(StringComparer.Ordinal)
    {
        "logit_scale", "residual_scale", "embedding_scale", "rope.scaling.attn_factor", "rope.scaling.yarn_attn_factor",
    };

    /// <summary>Whether a key changes nothing whatever it holds.</summary>
    public static bool IsHarmless(string key) => s_harmless.Contains(key);

    /// <summary>Whether a value changes nothing.</summary>
    public static bool Is(string key, object value) => s_factors.Contains(key) && value is 1.0 or 1L;
}
