using System.Text.Json.Serialization;

namespace Heed.Benchmarks;

/// <summary>A self-attention, and how many operations it counts for.</summary>
/// <param name="Heads">H, query and key heads alike.</param>
/// <param name="Count">T, queries and keys alike.</param>
/// <param name="Width">D, the head size.</param>
/// <param name="Batch">B.</param>
internal readonly record struct SelfAttentionShape(int Heads, int Count, int Width, int Batch = 1)
{
    /// <summary>The shapes every figure of this benchmark is given for, from small to large work.</summary>
    public static readonly SelfAttentionShape[] Five =
        [new(12, 512, 64), new(12, 2048, 64), new(16, 1024, 128), new(32, 2048, 128), new(8, 8192, 64)];

    /// <summary>Many short sequences, where a call's own cost shows.</summary>
    public static readonly SelfAttentionShape ShortBatch = new(12, 128, 64, Batch: 8);

    /// <summary>Floats in each of q, k, v and the output.</summary>
    [JsonIgnore]
    public int Floats => checked(Batch * Heads * Count * Width);

    /// <summary>The shape as Heed takes it.</summary>
    [JsonIgnore]
    public AttentionShape Heed => new(Batch, Heads, Count, Width);

    /// <summary>
    /// Real keys of each batch row under <see cref="AttentionVariant.Padding"/>: all of the first, and evenly fewer from row to row,
    /// but always more than half.
    /// </summary>
    [JsonIgnore]
    public int[] PaddedLengths
    {
        get
        {
            (int batch, int count) = (Batch, Count);
            return [.. Enumerable.Range(0, batch).Select(row => count - row * count / (2 * batch))];
        }
    }

    /// <summary>4·B·H·T²·D: two products of 2·T²·D each; of what a mask leaves, since that is all that is of use.</summary>
    public double ForwardFlops(AttentionVariant variant) => 4 * Pairs(variant);

    /// <summary>10·B·H·T²·D: the scores again and four gradient products; of what a mask leaves.</summary>
    public double BackwardFlops(AttentionVariant variant) => 10 * Pairs(variant);

    /// <inheritdoc/>
    public override string ToString() => Batch == 1 ? $"H{Heads} T{Count} D{Width}" : $"B{Batch} H{Heads} T{Count} D{Width}";

    /// <summary>Pairs of queries and keys, times D.</summary>
    private double Pairs(AttentionVariant variant) => (double)Batch * Heads * Count * Count * Width * variant switch
    {
        AttentionVariant.Causal => 0.5,
        AttentionVariant.Padding => PaddedLengths.Average() / Count,
        _ => 1,
    };
}
