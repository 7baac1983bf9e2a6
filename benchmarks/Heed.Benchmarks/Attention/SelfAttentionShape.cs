using System.Text.Json.Serialization;

namespace Heed.Benchmarks;

/// <summary>A self-attention of one batch row, and how many operations it counts for.</summary>
/// <param name="Heads">H, query and key heads alike.</param>
/// <param name="Count">T, queries and keys alike.</param>
/// <param name="Width">D, the head size.</param>
internal readonly record struct SelfAttentionShape(int Heads, int Count, int Width)
{
    /// <summary>The shapes every figure of this benchmark is given for, from small to large work.</summary>
    public static readonly SelfAttentionShape[] Five =
        [new(12, 512, 64), new(12, 2048, 64), new(16, 1024, 128), new(32, 2048, 128), new(8, 8192, 64)];

    /// <summary>Floats in each of q, k, v and the output.</summary>
    [JsonIgnore]
    public int Floats => checked(Heads * Count * Width);

    /// <summary>The shape as Heed takes it.</summary>
    [JsonIgnore]
    public AttentionShape Heed => new(1, Heads, Count, Width);

    /// <summary>4·B·H·T²·D: two products of 2·T²·D each. Causal: half of it, since that is all that is of use.</summary>
    public double ForwardFlops(bool causal) => Flops(4, causal);

    /// <summary>10·B·H·T²·D: the scores again and four gradient products. Causal: half.</summary>
    public double BackwardFlops(bool causal) => Flops(10, causal);

    /// <inheritdoc/>
    public override string ToString() => $"H{Heads} T{Count} D{Width}";

    private double Flops(double perPair, bool causal) => perPair * Heads * Count * Count * Width * (causal ? 0.5 : 1);
}
