using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>Rows that put all or nearly all weight on one key.</summary>
public class SharpRowsTests
{
    [Fact]
    public void Backward_RowsWithOneKey_ScoreGradientIsExactlyZero()
    {
        var test = new AttentionCase<Bidirectional>(new AttentionShape(2, 4, 2, 9, 1, 64, 64), default, seed: 5, spread: 3f);
        (float[] output, float[] logSumExp) = test.Forward();
        (float[] dq, float[] dk, _) = test.Backward(output, logSumExp);
        Assert.All(dq, x => Assert.Equal(0f, x));
        Assert.All(dk, x => Assert.Equal(0f, x));
    }

    [Fact]
    public void Weights_ScoresInTheThousands_SumToOne()
    {
        var test = new AttentionCase<Causal>(new AttentionShape(1, 2, 300, 3), Causal.TopLeft, seed: 6, spread: 60f);
        float[] weights = Weights(test);
        for (int row = 0; row < 2 * 300; row++)
            Assert.Equal(1.0, weights.AsSpan(row * 300, 300).ToArray().Sum(w => (double)w), 1e-6);
    }

    private static unsafe float[] Weights(AttentionCase<Causal> test)
    {
        AttentionShape s = test.Shape;
        var weights = new float[s.Batch * s.Heads * s.QueryCount * s.KeyCount];
        var output = new float[test.G.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, w = weights)
        {
            var inputs = new AttentionInputs(
                HeadView.Contiguous(q, s.Batch, s.Heads, s.QueryCount, s.Width), HeadView.Contiguous(k, s.Batch, s.KeyHeads, s.KeyCount, s.Width),
                HeadView.Contiguous(v, s.Batch, s.KeyHeads, s.KeyCount, s.ValueWidth));
            Heed.Attention.Forward(
                inputs, HeadView.Contiguous(o, s.Batch, s.Heads, s.QueryCount, s.ValueWidth), null, test.Mask, default(PlainScore),
                new RowWeights([.. Enumerable.Range(0, s.QueryCount)], s.Batch, s.Heads, s.QueryCount, s.KeyCount, w));
        }
        return weights;
    }
}
