using System.Text.Json.Serialization;

namespace Heed.Benchmarks;

/// <summary>What lies between the scores and the softmax.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttentionVariant>))]
internal enum AttentionVariant
{
    /// <summary>Nothing.</summary>
    Full,

    /// <summary>The causal mask.</summary>
    Causal,

    /// <summary>A padding mask: <see cref="SelfAttentionShape.PaddedLengths"/> real keys a batch row.</summary>
    Padding,

    /// <summary>An additive bias [T, T], the same for all heads.</summary>
    Bias,

    /// <summary>An additive bias [H, T, T].</summary>
    HeadBias,
}
