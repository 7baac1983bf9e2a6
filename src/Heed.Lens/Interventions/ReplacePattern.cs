using Heed.Models;

namespace Heed.Lens.Interventions;

/// <summary>A head attends with given weights, whatever its queries and keys are. On a tape that records, no gradient flows through that head's result.</summary>
/// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
/// <param name="pattern">Head and weights, [Tq, Tk].</param>
public sealed class ReplacePattern(string attention, GivenPattern pattern) : Intervention
{
    /// <inheritdoc/>
    public override string Name => $"{attention} head {pattern.Head} with given weights";

    /// <summary>The weights that given scores make: their softmax; a row of −∞ has none.</summary>
    /// <param name="attention">Which.</param>
    /// <param name="head">Query head.</param>
    /// <param name="scores">[Tq, Tk].</param>
    /// <param name="keys">Tk.</param>
    public static ReplacePattern OfScores(string attention, int head, float[] scores, int keys)
    {
        if (keys < 1 || scores.Length % keys != 0) throw new HeedException($"{attention}: expected rows of {keys} scores; got {scores.Length} numbers.");
        var weights = new float[scores.Length];
        for (int row = 0; row < scores.Length; row += keys)
        {
            ReadOnlySpan<float> from = scores.AsSpan(row, keys);
            double largest = System.Numerics.Tensors.TensorPrimitives.Max(from), sum = 0;
            if (double.IsNegativeInfinity(largest)) continue;
            foreach (float score in from) sum += Math.Exp(score - largest);
            for (int j = 0; j < keys; j++) weights[row + j] = (float)(Math.Exp(from[j] - largest) / sum);
        }
        return new(attention, new GivenPattern(head, weights));
    }

    /// <inheritdoc/>
    public override void Check(Blueprint blueprint)
    {
        AttentionNames.Require(blueprint, attention);
        AttentionNames.RequireHead(blueprint, attention, pattern.Head);
        foreach (float weight in pattern.Weights)
            if (!float.IsFinite(weight)) throw new HeedException($"{Name}: expected finite weights; got {weight}.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<GivenPattern> Patterns(string site) => site == attention ? [pattern] : [];
}
