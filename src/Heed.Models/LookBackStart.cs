using Heed.Autograd;

namespace Heed.Models;

/// <summary>
/// Lets heads of a fresh model's first layer start by looking a fixed number of tokens back. With sinusoidal positions that is one rotation: queries keep the fast waves
/// of their position, keys get them turned by the offset, and their product peaks where the key stands that far before the query. They share one value and output map, so
/// that a token brings along the last few tokens in one place, where later layers can compare contexts.
/// </summary>
/// <remarks>
/// Such heads are what every copying circuit is built on (Olsson et al. 2022), and what training otherwise finds last. A prior on position alone: which tokens to compare,
/// and what to do with them, is still learned. The idea of starting attention where training would take it: Trockman and Kolter 2023 (mimetic initialization).
/// </remarks>
internal static class LookBackStart
{
    // Of 16 waves a neighbour of the peak scores about a fifth less; this makes it some e⁴ times less likely.
    private const float Gain = 2.7f;

    /// <summary>Writes the query and key maps of the first heads of layer 0, one head an offset.</summary>
    public static void Apply(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> parameters)
    {
        int width = blueprint.HeadSize, pairs = Math.Min(width / 2, blueprint.Width / 2), heads = blueprint.Heads;
        string attention = "blocks.0.attn.";
        Tensor queries = parameters[attention + (blueprint.FusedProjections ? "qkv.weight" : "q.weight")];
        Tensor keys = parameters[attention + (blueprint.FusedProjections ? "qkv.weight" : "k.weight")];
        Tensor values = parameters[attention + (blueprint.FusedProjections ? "qkv.weight" : "v.weight")];
        Tensor outputs = parameters[attention + "out.weight"];
        int keyColumn = blueprint.FusedProjections ? heads * width : 0, valueColumn = 2 * keyColumn;
        for (int head = 0; head < blueprint.LookBack.Count; head++)
        {
            for (int d = 0; d < width; d++)
                for (int m = 0; m < blueprint.Width; m++)
                {
                    Set(queries, m, head * width + d, 0f);
                    Set(keys, m, keyColumn + head * width + d, 0f);
                    Set(values, m, valueColumn + head * width + d, Get(values, m, valueColumn + d));
                    Set(outputs, head * width + d, m, Get(outputs, d, m));
                }
            for (int pair = 0; pair < pairs; pair++)
            {
                // q = (sin ωp, cos ωp); k = the same at position + offset: sin and cos of ω(p + offset).
                double angle = blueprint.LookBack[head] * SinusoidalStart.Frequency(2 * pair, blueprint.Width, blueprint.MaxPositions);
                (float sin, float cos) = (Gain * (float)Math.Sin(angle), Gain * (float)Math.Cos(angle));
                int s = head * width + 2 * pair, c = s + 1;
                Set(queries, 2 * pair, s, Gain);
                Set(queries, 2 * pair + 1, c, Gain);
                Set(keys, 2 * pair, keyColumn + s, cos);
                Set(keys, 2 * pair + 1, keyColumn + s, sin);
                Set(keys, 2 * pair, keyColumn + c, -sin);
                Set(keys, 2 * pair + 1, keyColumn + c, cos);
            }
        }

        void Set(Tensor weight, int input, int output, float value) => weight.Span[Place(weight, input, output)] = value;

        float Get(Tensor weight, int input, int output) => weight.Span[Place(weight, input, output)];

        int Place(Tensor weight, int input, int output)
            => blueprint.Layout == WeightLayout.InputByOutput ? input * weight.Columns + output : output * weight.Columns + input;
    }
}
