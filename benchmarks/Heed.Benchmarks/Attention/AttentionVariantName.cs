namespace Heed.Benchmarks;

/// <summary>What reports call an <see cref="AttentionVariant"/>.</summary>
internal static class AttentionVariantName
{
    /// <summary>The name.</summary>
    public static string Name(this AttentionVariant variant) => variant switch
    {
        AttentionVariant.Full => "full",
        AttentionVariant.Causal => "causal",
        AttentionVariant.Padding => "padding",
        AttentionVariant.Bias => "bias [T, T]",
        _ => "bias [H, T, T]",
    };
}
