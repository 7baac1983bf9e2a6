using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>The lines of the operation's contract, one test each, at the machine's own vector width and, in the classes that follow, at every other.</summary>
public unsafe class ContractTests : TestsAtWidth
{
    private static readonly AttentionShape s_shape = new(2, 4, 2, 70, 130, 24, 40);

    public ContractTests() { }

    protected ContractTests(int bits) : base(bits) { }

    [Fact]
    public void Forward_RowWithoutKeys_IsZeroAndMinusInfinity()
    {
        var test = new AttentionCase<Causal>(new(1, 2, 2, 17, 5, 8, 8), Causal.BottomRight(17, 5), seed: 1);
        (float[] output, float[] logSumExp) = test.Forward();
        for (int h = 0; h < 2; h++)
            for (int i = 0; i < 12; i++)
            {
                Assert.Equal(float.NegativeInfinity, logSumExp[h * 17 + i]);
                Assert.All(output.AsSpan((h * 17 + i) * 8, 8).ToArray(), x => Assert.Equal(0f, x));
            }
        (float[] dq, float[] dk, float[] dv) = test.Backward(output, logSumExp);
        Assert.All(dq.AsSpan(0, 12 * 8).ToArray(), x => Assert.Equal(0f, x));
        Assert.All(dk.Concat(dv), x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void Forward_NoKeysAtAll_IsZeroAndMinusInfinity()
    {
        var test = new AttentionCase<Bidirectional>(new(1, 1, 1, 3, 0, 4, 4), default, seed: 1);
        (float[] output, float[] logSumExp) = test.Forward();
        Assert.All(output, x => Assert.Equal(0f, x));
        Assert.All(logSumExp, x => Assert.Equal(float.NegativeInfinity, x));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Forward_PoisonBehindTheMask_NeverLeaks(float poison)
    {
        // Keys past the length are padding; keys after the query are causal.
        var mask = new And<Padding, Causal>(Padding.Right([100, 90]), new Causal(40));
        var clean = new AttentionCase<And<Padding, Causal>>(s_shape, mask, seed: 3);
        (float[] output, float[] logSumExp) = clean.Forward();
        (float[] dq, float[] dk, float[] dv) = clean.Backward(output, logSumExp);
        var poisoned = new AttentionCase<And<Padding, Causal>>(s_shape, mask, seed: 3);
        for (int b = 0; b < 2; b++)
            for (int h = 0; h < 2; h++)
                for (int j = b == 0 ? 100 : 90; j < 130; j++)
                {
                    poisoned.K.AsSpan(((b * 2 + h) * 130 + j) * 24, 24).Fill(poison);
                    poisoned.V.AsSpan(((b * 2 + h) * 130 + j) * 40, 40).Fill(poison);
                }
        (float[] output2, float[] logSumExp2) = poisoned.Forward();
        (float[] dq2, float[] dk2, float[] dv2) = poisoned.Backward(output2, logSumExp2);
        AssertClose(output, output2);
        AssertClose(logSumExp, logSumExp2);
        AssertClose(dq, dq2);
        AssertClose(dk, dk2);
        AssertClose(dv, dv2);
    }

    [Fact]
    public void Forward_NaNInALiveValue_ReachesOnlyRowsThatSeeIt()
    {
        var test = new AttentionCase<Causal>(new(1, 1, 80, 16), Causal.TopLeft, seed: 4);
        test.V[50 * 16] = float.NaN;
        (float[] output, _) = test.Forward();
        for (int i = 0; i < 80; i++) Assert.Equal(i >= 50, float.IsNaN(output[i * 16]));
        Assert.All(Enumerable.Range(0, 80), i => Assert.False(float.IsNaN(output[i * 16 + 1])));
    }

    [Fact]
    public void Forward_NaNInAQuery_StaysInItsRow()
    {
        var test = new AttentionCase<Bidirectional>(new(1, 2, 40, 16), default, seed: 5);
        test.Q[13 * 16 + 3] = float.NaN;
        (float[] output, _) = test.Forward();
        for (int i = 0; i < 80; i++) Assert.Equal(i == 13, float.IsNaN(output[i * 16]));
    }

    [Fact]
    public void Forward_ThreadCount_DoesNotChangeABit()
    {
        var test = new AttentionCase<Causal>(new(2, 3, 200, 64), Causal.TopLeft, seed: 6);
        (float[] many, _) = test.Forward();
        (float[] dqMany, float[] dkMany, _) = test.Backward(many, test.Forward().LogSumExp);
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            (float[] one, float[] l) = test.Forward();
            Assert.Equal(many, one);
            (float[] dq, float[] dk, _) = test.Backward(one, l);
            Assert.Equal(dqMany, dq);
            Assert.Equal(dkMany, dk);
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Forward_EqualBatchRows_GiveEqualBits()
    {
        var one = new AttentionCase<Bidirectional>(new(1, 2, 77, 48), default, seed: 7);
        var two = new AttentionCase<Bidirectional>(new(2, 2, 77, 48), default, seed: 8);
        foreach ((float[] from, float[] to) in new[] { (one.Q, two.Q), (one.K, two.K), (one.V, two.V) })
        {
            from.CopyTo(to, 0);
            from.CopyTo(to, from.Length);
        }
        (float[] alone, _) = one.Forward();
        (float[] both, _) = two.Forward();
        Assert.Equal(alone, both[..alone.Length]);
        Assert.Equal(alone, both[alone.Length..]);
    }

    [Fact]
    public void Forward_RowByRow_EqualsAllAtOnceInEveryBit()
    {
        // Step-by-step decoding sees the same keys as the causal mask allows.
        const int t = 300, d = 32;
        var test = new AttentionCase<Causal>(new(1, 1, t, d), Causal.TopLeft, seed: 9);
        (float[] all, float[] logSumExp) = test.Forward();
        for (int i = 0; i < t; i += 37)
        {
            var shape = new AttentionShape(1, 1, 1, 1, i + 1, d, d);
            float[] output = new float[d], l = new float[1];
            Heed.Attention.Forward(test.Q.AsSpan(i * d, d), test.K.AsSpan(0, (i + 1) * d), test.V.AsSpan(0, (i + 1) * d), output, l, shape, Causal.BottomRight(1, i + 1));
            Assert.Equal(all[(i * d)..((i + 1) * d)], output);
            Assert.Equal(logSumExp[i], l[0]);
        }
    }

    [Fact]
    public void Forward_LargeScores_StayFinite()
    {
        var test = new AttentionCase<Bidirectional>(new(1, 1, 33, 16), default, seed: 10, spread: 60f);
        ReferenceAttention expected = test.Reference();
        (float[] output, float[] logSumExp) = test.Forward();
        Assert.True(Closeness.Error(logSumExp, expected.LogSumExp) < 1e-6);
        Assert.All(output, x => Assert.True(float.IsFinite(x)));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Forward_BadScale_IsRefused(float scale)
    {
        var error = Assert.Throws<ArgumentException>(() => new AttentionCase<Bidirectional>(new(1, 1, 4, 4), default, 1, scale: scale).Forward());
        Assert.Contains("scale", error.Message);
    }

    [Fact]
    public void Forward_WrongShapes_NameTheParameter()
    {
        var shape = new AttentionShape(1, 2, 5, 8);
        float[] right = new float[80], wrong = new float[79];
        Assert.Contains("k: expected [B=1, Hkv=2, Tk=5, D=8], 80 values; got 79", Assert.Throws<ArgumentException>(
            () => Heed.Attention.Forward(right, wrong, right, new float[80], [], shape, default(Bidirectional))).Message);
        Assert.Contains("Hq a multiple of Hkv=3", Assert.Throws<ArgumentException>(
            () => Heed.Attention.Forward(right, new float[120], new float[120], new float[80], [], shape with { KeyHeads = 3 }, default(Bidirectional))).Message);
    }

    [Fact]
    public void Forward_OutputOverlapsInput_IsRefused()
    {
        float[] q = new float[64], kv = new float[64];
        Assert.Contains("overlaps", Assert.Throws<ArgumentException>(
            () => Heed.Attention.Forward(q, kv, kv, q.AsSpan(), [], new AttentionShape(1, 1, 8, 8), default(Bidirectional))).Message);
    }

    [Fact]
    public void Forward_SteadyState_AllocatesNothing()
    {
        var test = new AttentionCase<Causal>(new(1, 2, 100, 32), Causal.TopLeft, seed: 11);
        float[] output = new float[test.G.Length], l = new float[200];
        Assert.Equal(0, Allocation.Least(() => Heed.Attention.Forward(test.Q, test.K, test.V, output, l, test.Shape, test.Mask)));
    }

    [Fact]
    public void Backward_SteadyState_AllocatesNothing()
    {
        var test = new AttentionCase<Causal>(new(1, 2, 100, 32), Causal.TopLeft, seed: 11);
        (float[] output, float[] l) = test.Forward();
        float[] dq = new float[test.Q.Length], dk = new float[test.K.Length], dv = new float[test.V.Length];
        Assert.Equal(0, Allocation.Least(() => Heed.Attention.Backward(test.Q, test.K, test.V, output, l, test.G, dq, dk, dv, test.Shape, test.Mask)));
    }

    [Fact]
    public void Backward_EqualBatchRows_GiveEqualBits()
    {
        var one = new AttentionCase<Causal>(new(1, 2, 77, 48), Causal.TopLeft, seed: 7);
        var two = new AttentionCase<Causal>(new(2, 2, 77, 48), Causal.TopLeft, seed: 8);
        foreach ((float[] from, float[] to) in new[] { (one.Q, two.Q), (one.K, two.K), (one.V, two.V), (one.G, two.G) })
        {
            from.CopyTo(to, 0);
            from.CopyTo(to, from.Length);
        }
        (float[] output, float[] l) = one.Forward();
        (float[] outputs, float[] ls) = two.Forward();
        (float[] dq, float[] dk, float[] dv) = one.Backward(output, l);
        (float[] dqs, float[] dks, float[] dvs) = two.Backward(outputs, ls);
        foreach ((float[] alone, float[] both) in new[] { (dq, dqs), (dk, dks), (dv, dvs) })
        {
            Assert.Equal(alone, both[..alone.Length]);
            Assert.Equal(alone, both[alone.Length..]);
        }
    }

    [Fact]
    public void Backward_NaNInAQuery_StaysInItsRowAndTheKeysItSees()
    {
        var test = new AttentionCase<Causal>(new(1, 1, 90, 16), Causal.TopLeft, seed: 5);
        test.Q[40 * 16 + 3] = float.NaN;
        (float[] output, float[] l) = test.Forward();
        (float[] dq, float[] dk, float[] dv) = test.Backward(output, l);
        for (int i = 0; i < 90; i++)
        {
            Assert.Equal(i == 40, float.IsNaN(dq[i * 16]));
            Assert.Equal(i <= 40, float.IsNaN(dk[i * 16]));
            Assert.Equal(i <= 40, float.IsNaN(dv[i * 16]));
        }
    }

    [Fact]
    public void RowWeights_ChosenRows_EqualTheReference()
    {
        var mask = new And<Padding, Causal>(Padding.Right([130, 90]), new Causal(60));
        var test = new AttentionCase<And<Padding, Causal>>(s_shape, mask, seed: 12);
        ReferenceAttention expected = test.Reference();
        int[] rows = [0, 69, 33];
        var weights = new float[2 * 4 * 3 * 130];
        var output = new float[test.G.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, w = weights)
        {
            var inputs = new AttentionInputs(s_shape.Queries(q), s_shape.Keys(k), s_shape.Values(v));
            Heed.Attention.Forward(inputs, s_shape.Output(o), null, mask, default(PlainScore), new RowWeights(rows, 2, 4, 70, 130, w));
        }
        Assert.Equal(test.Forward().Output, output); // watching changes nothing
        for (int bh = 0; bh < 8; bh++)
            for (int r = 0; r < 3; r++)
                Assert.True(Closeness.Error(weights.AsSpan((bh * 3 + r) * 130, 130), expected.Weights.AsSpan((bh * 70 + rows[r]) * 130, 130)) < 2e-6);
    }

    [Fact]
    public void GradientObserver_SeesScoreGradients()
    {
        var test = new AttentionCase<Causal>(new(1, 1, 90, 16), Causal.TopLeft, seed: 13);
        (float[] output, float[] l) = test.Forward();
        var dS = new float[90 * 90];
        float[] dq = new float[test.Q.Length], dk = new float[test.K.Length], dv = new float[test.V.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, lp = l, g = test.G, a = dq, b = dk, c = dv, s = dS)
        {
            var inputs = new AttentionInputs(test.Shape.Queries(q), test.Shape.Keys(k), test.Shape.Values(v));
            Heed.Attention.Backward(
                inputs, test.Shape.Output(o), lp, test.Shape.Output(g), test.Shape.Queries(a), test.Shape.Keys(b), test.Shape.Values(c), test.Mask, default(PlainScore),
                new KeepSlopes(s, 90));
        }
        for (int i = 0; i < 90; i++) // dQ = scale · dS · K
            for (int d = 0; d < 16; d++)
            {
                double sum = 0;
                for (int j = 0; j <= i; j++) sum += (double)dS[i * 90 + j] * test.K[j * 16 + d];
                Assert.Equal(sum * test.Scale, dq[i * 16 + d], 1e-5);
            }
    }

    private readonly struct KeepSlopes(float* target, int keyCount) : IGradientObserver
    {
        public static bool IsEmpty => false;

        public GradientSharing Sharing => GradientSharing.None;

        public void Check(int batch, int heads, int queryCount, int keys) { }

        public void Finish(int batch, int head, int row, float delta) { }

        public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* weights, float* gradients, int stride, float* deltas)
        {
            for (int r = 0; r < rows; r++)
                for (int j = 0; j < keys; j++) target[(firstRow + r) * keyCount + firstKey + j] = gradients[r * stride + j];
        }
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        float largest = expected.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            if (!float.IsFinite(expected[i])) Assert.Equal(expected[i], actual[i]);
            else Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-6f * largest, $"at {i}: {expected[i]} and {actual[i]}");
        }
    }
}
