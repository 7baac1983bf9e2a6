using Heed.Models.Cost;

namespace Heed.Studio.Pages.Cost;

/// <summary>The shortest contexts at which one cost passes another; null where none does.</summary>
/// <param name="PrefillAttention">Attention's operations of reading a text exceed all others.</param>
/// <param name="TokenAttention">Attention's operations of a token exceed all others.</param>
/// <param name="CacheOverWeights">The cache exceeds the weights.</param>
/// <param name="CacheOverMemory">Cache and weights together exceed this machine's memory.</param>
/// <param name="ScoresOverGibibyte">One layer's scores of a naive program exceed 1 GiB.</param>
/// <param name="ScoresOverMemory">They exceed this machine's memory.</param>
public sealed record CrossingsAnswer(
    long? PrefillAttention, long? TokenAttention, long? CacheOverWeights, long? CacheOverMemory, long? ScoresOverGibibyte, long? ScoresOverMemory)
{
    /// <summary>As they are sent.</summary>
    internal static CrossingsAnswer Of(CostCrossings at) => new(
        at.PrefillAttention, at.TokenAttention, at.CacheOverWeights, at.CacheOverMemory, at.ScoresOverGibibyte, at.ScoresOverMemory);
}
