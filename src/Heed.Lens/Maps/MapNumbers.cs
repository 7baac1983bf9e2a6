using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Maps;

/// <summary>What a map keeps, in one block: queries [Hq, Tq, D], keys [Hkv, Tk, D], then five numbers of every row, [5, Hq, Tq].</summary>
/// <param name="plan">The sizes.</param>
/// <param name="memory">Owned.</param>
/// <param name="scale">What q·k is multiplied by.</param>
internal sealed unsafe class MapNumbers(MapPlan plan, MapMemory memory, float scale) : IDisposable
{
    /// <summary>The numbers of a row, in their order.</summary>
    public enum Row
    {
        /// <summary>Natural.</summary>
        LogSumExp,

        /// <summary>In nats.</summary>
        Entropy,

        /// <summary>The largest weight.</summary>
        Largest,

        /// <summary>Its key: the bits of an int.</summary>
        Key,

        /// <summary>The first key's weight.</summary>
        FirstKey,
    }

    /// <summary>The sizes.</summary>
    public MapPlan Plan => plan;

    /// <summary>Runs the forward pass and copies what is kept.</summary>
    /// <exception cref="HeedException">Weights are no numbers.</exception>
    public void Run<TMask, TScore>(in AttentionInputs inputs, HeadView output, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        using MapMemory.Lease lease = memory.Acquire();
        var statistics = new RowStatistics(1, plan.Heads, plan.QueryCount);
        var first = new KeyMass<FirstKeys>(new FirstKeys(1), 1, plan.Heads, plan.QueryCount);
        float* logSumExp = At(lease.Floats, Row.LogSumExp);
        Attention.Forward(inputs, output, logSumExp, mask, score, new Both<RowStatistics, KeyMass<FirstKeys>>(statistics, first));
        int rows = plan.Heads * plan.QueryCount;
        // −∞ is a row without keys; NaN and +∞ have no weights.
        foreach (float sum in new ReadOnlySpan<float>(logSumExp, rows))
            if (!(sum < float.PositiveInfinity))
                throw new HeedException($"{plan.Site}: attention weights are no numbers. The model's weights are damaged.");
        statistics.Entropy.CopyTo(new(At(lease.Floats, Row.Entropy), rows));
        statistics.LargestWeight.CopyTo(new(At(lease.Floats, Row.Largest), rows));
        statistics.LargestKey.CopyTo(new(At(lease.Floats, Row.Key), rows));
        first.Mass.CopyTo(new(At(lease.Floats, Row.FirstKey), rows));
        Copy(inputs.Queries, lease.Floats);
        Copy(inputs.Keys, lease.Floats + plan.QueryFloats);
    }

    /// <summary>Shows a rectangle's weights.</summary>
    public void Visit<TMask, TScore, TVisitor>(TMask mask, TScore score, TVisitor visitor, WeightRegion region)
        where TMask : struct, IMask where TScore : struct, IScore where TVisitor : struct, IWeightVisitor
    {
        using MapMemory.Lease lease = memory.Acquire();
        HeadView queries = HeadView.Contiguous(lease.Floats, 1, plan.Heads, plan.QueryCount, plan.Width);
        HeadView keys = HeadView.Contiguous(lease.Floats + plan.QueryFloats, 1, plan.KeyValueHeads, plan.KeyCount, plan.Width);
        // Weights do not depend on values: the keys stand for them.
        Attention.VisitWeights(new AttentionInputs(queries, keys, keys, scale), At(lease.Floats, Row.LogSumExp), mask, score, visitor, region);
    }

    /// <summary>One number of every row of a head, [Tq].</summary>
    public float[] Rows(Row which, int head)
    {
        using MapMemory.Lease lease = memory.Acquire();
        return new ReadOnlySpan<float>(At(lease.Floats, which) + (nint)head * plan.QueryCount, plan.QueryCount).ToArray();
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => memory.Dispose();

    private float* At(float* floats, Row which) => floats + plan.QueryFloats + plan.KeyFloats + (int)which * (nint)plan.Heads * plan.QueryCount;

    private static void Copy(HeadView source, float* target)
    {
        for (int head = 0; head < source.Heads; head++)
            for (int row = 0; row < source.Length; row++, target += source.Width)
                new ReadOnlySpan<float>(source.Row(0, head, row), source.Width).CopyTo(new(target, source.Width));
    }
}
