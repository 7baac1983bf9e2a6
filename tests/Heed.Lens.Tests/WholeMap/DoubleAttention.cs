using Heed.Autograd;
using Heed.Lens.WholeMap;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>The weights of a pass as whole matrices, by plain loops in double from the queries and keys: what the tiled measures are held against.</summary>
internal sealed class DoubleAttention : IHook
{
    public List<Place> Places { get; } = [];

    public Tensor Visit(Tape tape, string site, Tensor value) => value;

    public unsafe Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        AttentionInputs inputs = step.Inputs;
        (int heads, int queries, int keys, int width) = (inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length, inputs.Values.Width);
        var place = new Place(step.Site, new double[heads][,], new double[heads][,]);
        for (int h = 0; h < heads; h++)
        {
            (place.Weights[h], place.Values[h]) = (new double[queries, keys], new double[keys, width]);
            for (int j = 0; j < keys; j++)
                for (int d = 0; d < width; d++) place.Values[h][j, d] = inputs.Values.Row(0, h / inputs.Group, j)[d];
            for (int i = 0; i < queries; i++)
            {
                double largest = double.NegativeInfinity, sum = 0;
                for (int j = 0; j < keys; j++)
                {
                    double s = 0;
                    for (int d = 0; d < inputs.Keys.Width; d++) s += (double)inputs.Queries.Row(0, h, i)[d] * inputs.Keys.Row(0, h / inputs.Group, j)[d];
                    place.Weights[h][i, j] = mask.Allows(0, h, i, j) ? score.Define(s * inputs.Scale, 0, h, i, j) : double.NegativeInfinity;
                    largest = Math.Max(largest, place.Weights[h][i, j]);
                }
                for (int j = 0; j < keys; j++)
                    sum += place.Weights[h][i, j] = double.IsNegativeInfinity(largest) ? 0 : Math.Exp(place.Weights[h][i, j] - largest);
                for (int j = 0; j < keys && sum > 0; j++) place.Weights[h][i, j] /= sum;
            }
        }
        Places.Add(place);
        return place.Output = step.Run(mask, score, parameters);
    }

    /// <summary>One attention: [head][query, key] weights, [head][key, D] values, and the output, whose gradient is there after a backward pass.</summary>
    internal sealed record Place(string Site, double[][,] Weights, double[][,] Values)
    {
        public Tensor Output { get; set; } = null!;

        /// <summary>mean_h A.</summary>
        public double[,] Mean() => MeanOf((h, i, j) => Weights[h][i, j]);

        /// <summary>A ⊙ ∂m/∂A = A_ij·(g_i·v_j) of a head.</summary>
        public double GradientProduct(int h, int i, int j)
        {
            if (!Output.HasGradient) return 0;
            double product = 0;
            int width = Values[h].GetLength(1);
            for (int d = 0; d < width; d++) product += Output.Gradient[i * Output.Columns + h * width + d] * Values[h][j, d];
            return Weights[h][i, j] * product;
        }

        public double[,] MeanOf(Func<int, int, int, double> number)
        {
            var mean = new double[Weights[0].GetLength(0), Weights[0].GetLength(1)];
            for (int i = 0; i < mean.GetLength(0); i++)
                for (int j = 0; j < mean.GetLength(1); j++)
                    for (int h = 0; h < Weights.Length; h++) mean[i, j] += number(h, i, j) / Weights.Length;
            return mean;
        }
    }
}
