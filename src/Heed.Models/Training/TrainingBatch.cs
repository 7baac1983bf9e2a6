using Heed.Masks;

namespace Heed.Models.Training;

/// <summary>Examples of like length, filled up on the right.</summary>
/// <param name="Tokens">Ids and, where an encoder must not see the filling, the real tokens.</param>
/// <param name="Labels">[B·T].</param>
/// <param name="Weights">[B·T].</param>
/// <param name="RealTokens">Tokens that are no filling.</param>
/// <param name="RealPairs">Pairs of such tokens of one text, masks apart: what attention works on.</param>
internal sealed record TrainingBatch(TokenBatch Tokens, int[] Labels, float[] Weights, int RealTokens, long RealPairs)
{
    /// <summary>What all predictions count together.</summary>
    public double TotalWeight { get; } = Labels.Zip(Weights).Sum(x => x.First == Autograd.Operations.IgnoredLabel ? 0.0 : x.Second);

    /// <summary>Puts examples together.</summary>
    public static TrainingBatch Of(IReadOnlyList<TrainingExample> examples, int paddingToken, Direction direction)
    {
        int rows = examples.Count, length = examples.Max(e => e.Ids.Length);
        var ids = new int[rows * length];
        var labels = new int[rows * length];
        var weights = new float[rows * length];
        var real = new KeyRange[rows];
        Array.Fill(ids, paddingToken);
        Array.Fill(labels, Autograd.Operations.IgnoredLabel);
        for (int r = 0; r < rows; r++)
        {
            examples[r].Ids.CopyTo(ids, r * length);
            examples[r].Labels.CopyTo(labels, r * length);
            examples[r].Weights.CopyTo(weights, r * length);
            real[r] = new KeyRange(0, examples[r].Ids.Length);
        }
        // What a decoder fills up on the right, nobody before it sees.
        bool ragged = direction == Direction.Bidirectional && real.Any(range => range.End < length);
        return new TrainingBatch(new TokenBatch(ids, rows) { Real = ragged ? real : null }, labels, weights, examples.Sum(e => e.Ids.Length), examples.Sum(e => (long)e.Ids.Length * e.Ids.Length));
    }
}
