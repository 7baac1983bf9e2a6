using Heed.Autograd;

namespace Heed.Models;

/// <summary>
/// <see cref="LookBackStart"/> for rotary positions, where it needs no position at all: one column of the embedding holds the same number for every
/// token, and the heads'
/// queries and keys read it alone. Key j is then one vector turned by j, query i the same turned by i − offset, and their product Σ aₚ cos(ωₚ(i − j −
/// offset)) over the pairs p
/// that turn fast peaks where j = i − offset, however long the text. The heads share one value map and one output map, so that a token brings along
/// the last few tokens in one
/// place, where later layers can compare contexts.
/// </summary>
/// <remarks>
/// The rotation stands in the queries, so that heads of one key head can have different offsets. After the first norm the column is as high as the
/// token's embedding is short: where
/// lengths differ by a few percent, so do scores, and a neighbour may win. The heads are a beginning, exact for embeddings of one length only. Rotary
/// positions: Su et al. 2021.
/// </remarks>
internal static class RotaryLookBackStart
{
    // What each pair adds to the score at its peak: the wanted place is some e⁹ times as likely as its neighbours, all keys being as long.
    private const double PeakPerPair = 18;

    // Slower pairs tell neighbours apart too little to be worth their columns, faster ones alone come round again within a window.
    private const double SlowestFrequency = 0.009;

    // The constant column, in deviations of the other numbers of an embedding.
    private const float Loudness = 8f;

    /// <summary>Writes the embedding's first column and the maps of the first heads of layer 0, one head an offset.</summary>
    public static void Apply(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> parameters)
    {
        Tensor embeddings = parameters["embed.weight"];
        for (int row = 0; row < embeddings.Rows; row++) embeddings.Span[row * embeddings.Columns] = Loudness * blueprint.InitialDeviation;

        int size = blueprint.HeadSize, group = blueprint.Heads / blueprint.KeyValueHeads, count = blueprint.LookBack.Count;
        Tensor queries = parameters["blocks.0.attn.q.weight"], keys = parameters["blocks.0.attn.k.weight"];
        Tensor values = parameters["blocks.0.attn.v.weight"], outputs = parameters["blocks.0.attn.out.weight"];
        RotaryPlan rotary = blueprint.AttentionOf(0).Rotary!;
        double[] frequencies = rotary.Table().InverseFrequencies(blueprint.MaxPositions);

        // The column as it comes out of the first norm.
        double level = Loudness / Math.Sqrt((Loudness * Loudness + blueprint.Width - 1) / blueprint.Width);
        float gain = (float)(Math.Sqrt(PeakPerPair * Math.Sqrt(size)) / level);
        for (int head = 0; head < count; head++)
        {
            Fill(queries, head, size, (_, _) => 0f);
            for (int pair = 0; pair < frequencies.Length && frequencies[pair] >= SlowestFrequency; pair++)
            {
                double angle = blueprint.LookBack[head] * frequencies[pair];
                queries.Span[(head * size + pair) * queries.Columns] = gain * (float)Math.Cos(angle);
                queries.Span[(head * size + pair + frequencies.Length) * queries.Columns] = -gain * (float)Math.Sin(angle);
            }
            for (int m = 0; m < blueprint.Width; m++)
                for (int d = 0; d < size; d++) outputs.Span[m * outputs.Columns + head * size + d] = outputs.Span[m * outputs.Columns + d];
        }
        for (int head = 0; head * group < count; head++)
        {
            Fill(keys, head, size, (d, m) => m == 0 && d < frequencies.Length && frequencies[d] >= SlowestFrequency ? gain : 0f);
            Fill(values, head, size, (d, m) => m == 0 ? 0f : values.Span[d * values.Columns + m]);
        }
    }

    /// <summary>Writes a head's rows of a map [outputs, inputs].</summary>
    private static void Fill(Tensor map, int head, int size, Func<int, int, float> value)
    {
        for (int d = 0; d < size; d++)
            for (int m = 0; m < map.Columns; m++) map.Span[(head * size + d) * map.Columns + m] = value(d, m);
    }
}
