using Heed.Lens.Maps;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Lens.Tests.Maps;

/// <summary>Random inputs of one text, and weights by plain loops in double: the definition a map is held against.</summary>
internal sealed unsafe class MapCase<TMask, TScore> where TMask : struct, IMask where TScore : struct, IScore
{
    private readonly float[] _q, _k, _v;
    private readonly float _scale;
    private readonly TMask _mask;
    private readonly TScore _score;

    public MapCase(AttentionShape shape, TMask mask, TScore score, float spread = 1.5f, int seed = 5)
    {
        (Shape, _mask, _score, _scale) = (shape, mask, score, 1 / MathF.Sqrt(shape.Width));
        var random = new Random(seed);
        _q = Fill(shape.Heads * shape.QueryCount * shape.Width);
        _k = Fill(shape.KeyHeads * shape.KeyCount * shape.Width);
        _v = Fill(shape.KeyHeads * shape.KeyCount * shape.ValueWidth);

        float[] Fill(int count)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++) values[i] = spread * (float)(random.NextDouble() * 2 - 1);
            return values;
        }
    }

    public AttentionShape Shape { get; }

    /// <summary>The map; <paramref name="output"/> gets the attention's output.</summary>
    public AttentionMap Map(MapStorage? storage = null, float[]? output = null)
    {
        output ??= new float[Shape.Heads * Shape.QueryCount * Shape.ValueWidth];
        fixed (float* q = _q, k = _k, v = _v, o = output)
        {
            var inputs = new AttentionInputs(
                HeadView.Contiguous(q, 1, Shape.Heads, Shape.QueryCount, Shape.Width), HeadView.Contiguous(k, 1, Shape.KeyHeads, Shape.KeyCount, Shape.Width),
                HeadView.Contiguous(v, 1, Shape.KeyHeads, Shape.KeyCount, Shape.ValueWidth), _scale);
            return AttentionMap.Of(inputs, HeadView.Contiguous(o, 1, Shape.Heads, Shape.QueryCount, Shape.ValueWidth), _mask, _score, storage);
        }
    }

    /// <summary>All weights of one query, [Tk], and its log-sum-exp.</summary>
    public (double[] Weights, double LogSumExp) Row(int head, int row)
    {
        int width = Shape.Width, keyHead = head / (Shape.Heads / Shape.KeyHeads);
        var weights = new double[Shape.KeyCount];
        double largest = double.NegativeInfinity, sum = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            double dot = 0;
            for (int d = 0; d < width; d++)
                dot += (double)_q[(head * Shape.QueryCount + row) * width + d] * _k[(keyHead * Shape.KeyCount + j) * width + d];
            weights[j] = _mask.Allows(0, head, row, j) ? _score.Define(_scale * dot, 0, head, row, j) : double.NegativeInfinity;
            largest = Math.Max(largest, weights[j]);
        }
        if (double.IsNegativeInfinity(largest)) return (new double[weights.Length], largest);
        foreach (double score in weights) sum += Math.Exp(score - largest);
        double logSumExp = largest + Math.Log(sum);
        return (Array.ConvertAll(weights, score => Math.Exp(score - logSumExp)), logSumExp);
    }

    public bool Allows(int head, int row, int key) => _mask.Allows(0, head, row, key);
}
