using Heed.Autograd;

namespace Heed.Models;

/// <summary>
/// Lets heads of a fresh model's first layer start by looking a fixed number of tokens back. Positions get columns of their own: their waves fill the first half, and tokens
/// stay out of the fastest of them. On those, looking back is one rotation: queries keep the waves of their position, keys get them turned by the offset, and their product
/// peaks where the key stands that far before the query. The heads share one value map, which reads the columns without positions, and one output map, so that a token brings
/// along the last few tokens in one place, where later layers can compare contexts.
/// </summary>
/// <remarks>
/// Such heads are what every copying circuit is built on (Olsson et al. 2022), and what training otherwise finds last. A prior on position alone: which tokens to compare,
/// and what to do with them, is still learned. With tokens in the same columns the heads miss their place often enough that binding a number to a name is not learned at all.
/// The idea of starting attention where training would take it: Trockman and Kolter 2023 (mimetic initialization).
/// </remarks>
internal static class LookBackStart
{
    // Makes the wanted place some e¹⁶ times as likely as its neighbours.
    private const float Gain = 3f;

    // The fast waves are louder than what else an embedding holds: training moves every number at one speed, and where tokens
    // soon weigh as much as places the heads are lost to whatever token is worth a look before a later layer has learned to use them.
    private const float Loudness = 3f;

    /// <summary>Writes the embeddings' columns and the maps of the first heads of layer 0, one head an offset.</summary>
    public static void Apply(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> parameters)
    {
        int positionColumns = blueprint.Width / 2, fastColumns = Math.Min(blueprint.HeadSize, positionColumns) & ~1;
        PartColumns(blueprint, parameters, positionColumns, fastColumns);

        int width = blueprint.HeadSize, heads = blueprint.Heads;
        string attention = "blocks.0.attn.";
        bool fused = blueprint.Projections == ProjectionKind.Fused;
        Tensor queries = parameters[attention + (fused ? "qkv.weight" : "q.weight")];
        Tensor keys = parameters[attention + (fused ? "qkv.weight" : "k.weight")];
        Tensor values = parameters[attention + (fused ? "qkv.weight" : "v.weight")];
        Tensor outputs = parameters[attention + "out.weight"];
        int keyColumn = fused ? heads * width : 0, valueColumn = 2 * keyColumn;
        for (int head = 0; head < blueprint.LookBack.Count; head++)
        {
            for (int d = 0; d < width; d++)
                for (int m = 0; m < blueprint.Width; m++)
                {
                    Set(queries, m, head * width + d, 0f);
                    Set(keys, m, keyColumn + head * width + d, 0f);
                    Set(values, m, valueColumn + head * width + d, m < positionColumns ? 0f : Get(values, m, valueColumn + d));
                    Set(outputs, head * width + d, m, Get(outputs, d, m));
                }
            for (int sine = 0; sine < fastColumns; sine += 2)
            {
                // q = (sin ωp, cos ωp); k = the same at position + offset: sin and cos of ω(p + offset).
                double angle = blueprint.LookBack[head] * SinusoidalStart.Frequency(sine, positionColumns, blueprint.MaxPositions);
                (float sin, float cos) = (Gain * (float)Math.Sin(angle), Gain * (float)Math.Cos(angle));
                int s = head * width + sine, c = s + 1;
                Set(queries, sine, s, Gain);
                Set(queries, sine + 1, c, Gain);
                Set(keys, sine, keyColumn + s, cos);
                Set(keys, sine + 1, keyColumn + s, sin);
                Set(keys, sine, keyColumn + c, -sin);
                Set(keys, sine + 1, keyColumn + c, cos);
            }
        }

        void Set(Tensor weight, int input, int output, float value) => weight.Span[Place(weight, input, output)] = value;

        float Get(Tensor weight, int input, int output) => weight.Span[Place(weight, input, output)];

        int Place(Tensor weight, int input, int output)
            => blueprint.Layout == WeightLayout.InputByOutput ? input * weight.Columns + output : output * weight.Columns + input;
    }

    private static void PartColumns(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> parameters, int positionColumns, int fastColumns)
    {
        Tensor positions = parameters["pos_embed.weight"];
        positions.Span.Clear();
        for (int position = 0; position < positions.Rows; position++)
            for (int column = 0; column < positionColumns; column++)
                positions.Span[position * positions.Columns + column] = blueprint.InitialDeviation * MathF.Sqrt(2)
                    * (column < fastColumns ? Loudness : 1f) * (float)SinusoidalStart.Value(position, column, positionColumns, positions.Rows);

        foreach (string table in (string[])["embed.weight", "type_embed.weight"])
            if (parameters.TryGetValue(table, out Tensor? embeddings))
                for (int row = 0; row < embeddings.Rows; row++)
                    embeddings.Span.Slice(row * embeddings.Columns, fastColumns).Clear();
    }
}
