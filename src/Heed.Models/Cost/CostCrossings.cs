namespace Heed.Models.Cost;

/// <summary>The shortest contexts at which one cost passes another; null where none up to <see cref="CostModel.LongestContext"/> does.</summary>
/// <param name="PrefillAttention">Attention's operations of reading a text exceed all others.</param>
/// <param name="TokenAttention">Attention's operations of a decoded token exceed all others.</param>
/// <param name="CacheOverWeights">The cache exceeds the weights.</param>
/// <param name="ScoresOverGibibyte">One layer's scores of a naive program exceed 2³⁰ bytes.</param>
/// <param name="ScoresOverMemory">They exceed the machine's memory.</param>
/// <param name="CacheOverMemory">Cache and weights together exceed it.</param>
public sealed record CostCrossings(
    long? PrefillAttention, long? TokenAttention, long? CacheOverWeights, long? ScoresOverGibibyte, long? ScoresOverMemory, long? CacheOverMemory)
{
    /// <summary>Finds them.</summary>
    /// <param name="cost">The model.</param>
    /// <param name="batch">B.</param>
    /// <param name="memoryBytes">The machine's memory.</param>
    /// <exception cref="HeedException">The batch is out of range.</exception>
    public static CostCrossings Of(CostModel cost, int batch, long memoryBytes)
    {
        (UInt128 weights, UInt128 memory) = (cost.WeightBytes, (UInt128)memoryBytes);
        return new CostCrossings(
            First(at => Passes(at.Prefill)), cost.Decodes ? First(at => Passes(at.Token!.Value)) : null, First(at => at.CacheBytes > weights),
            First(at => at.ScoreBytes > 1u << 30), First(at => at.ScoreBytes > memory), cost.Decodes ? First(at => at.CacheBytes + weights > memory) : null);

        // Each holds from some context on: attention grows at least as fast as the tokens, everything else at most.
        long? First(Func<CostPoint, bool> holds)
        {
            (long low, long high) = (1, CostModel.LongestContext);
            if (!holds(cost.At(high, batch))) return null;
            while (low < high)
            {
                long middle = low + (high - low) / 2;
                if (holds(cost.At(middle, batch))) high = middle;
                else low = middle + 1;
            }
            return low;
        }

        static bool Passes(OperationCount count) => count.Attention > count.Maps + count.Head;
    }
}
