using Heed.Linear;
using Heed.Numerics;

namespace Heed.Tests.Linear;

/// <summary>The lines of the operation's contract, for the rule that has everything unless the line is about another.</summary>
public unsafe class LinearContractTests : TestsAtWidth
{
    private static readonly AttentionShape s_shape = new(2, 4, 2, 150, 150, 24, 20);

    public LinearContractTests() { }

    protected LinearContractTests(int bits) : base(bits) { }

    private static LinearCase<KeyGatedDelta, KeyDecay, DeltaWrite> Case(AttentionShape shape, int seed) => new(shape, seed);

    [Theory]
    [InlineData(1, true, true)]
    [InlineData(1, true, false)]
    [InlineData(70, true, true)]
    [InlineData(70, false, true)]
    [InlineData(149, true, false)]
    [InlineData(32, false, false)]
    public void State_PrefixThenRest_EqualsTheWhole(int cut, bool chunkedPrefix, bool chunkedRest)
    {
        Cut(Case(s_shape, 1));
        Cut(new LinearCase<Plain, NoDecay, AdditiveWrite>(s_shape, 2));
        Cut(new LinearCase<GatedDelta, ScalarDecay, DeltaWrite>(s_shape, 3));

        void Cut<TRule, TDecay, TWrite>(LinearCase<TRule, TDecay, TWrite> test)
            where TRule : struct, ILinearRule<TDecay, TWrite> where TDecay : struct, IDecay where TWrite : struct, IWriteRule
        {
            (float[] whole, float[] present) = test.Forward(chunked: true);
            (float[] prefix, float[] state) = test.Forward(chunkedPrefix, 0, cut, test.Past);
            (float[] rest, float[] end) = test.Forward(chunkedRest, cut, 150, state);
            AssertClose(whole, prefix.Zip(rest, (a, b) => a + b).ToArray()); // each wrote its own tokens only
            AssertClose(present, end);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void State_InPlace_EqualsItsOwnMemory(bool chunked)
    {
        LinearCase<KeyGatedDelta, KeyDecay, DeltaWrite> test = Case(new(1, 2, 2, 5, 5, 8, 32), 4);
        (float[] expected, float[] present) = test.Forward(chunked);
        float[] output = new float[expected.Length], state = (float[])test.Past.Clone();
        fixed (float* o = output, s = state) test.Run(chunked, 0, 5, o, s, s);
        Assert.Equal(expected, output);
        Assert.Equal(present, state);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EmptySequence_CopiesTheState(bool chunked)
    {
        LinearCase<KeyGatedDelta, KeyDecay, DeltaWrite> test = Case(new(2, 2, 1, 0, 0, 3, 5), 5);
        Assert.Equal(test.Past, test.Forward(chunked).Present);
        Assert.Equal(test.PresentGradient, test.Backward().Past);
    }

    [Fact]
    public void ThreadCount_DoesNotChangeABit()
    {
        LinearCase<KeyGatedDelta, KeyDecay, DeltaWrite> test = Case(s_shape, 6);
        (float[] output, float[] present) = test.Forward(chunked: true);
        (float[] output2, _) = test.Forward(chunked: false);
        var gradients = test.Backward();
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            Assert.Equal(output, test.Forward(chunked: true).Output);
            Assert.Equal(present, test.Forward(chunked: true).Present);
            Assert.Equal(output2, test.Forward(chunked: false).Output);
            var one = test.Backward();
            Assert.Equal(gradients.Q, one.Q);
            Assert.Equal(gradients.K, one.K);
            Assert.Equal(gradients.V, one.V);
            Assert.Equal(gradients.LogDecay, one.LogDecay);
            Assert.Equal(gradients.Beta, one.Beta);
            Assert.Equal(gradients.Past, one.Past);
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Theory]
    [InlineData(float.NaN, true)]
    [InlineData(float.NaN, false)]
    [InlineData(float.PositiveInfinity, true)]
    public void PoisonInAToken_NeverReachesEarlierTokens(float poison, bool chunked)
    {
        Poison(new LinearCase<Plain, NoDecay, AdditiveWrite>(new(1, 2, 1, 100, 100, 16, 20), 7));
        Poison(new LinearCase<Scalar, ScalarDecay, AdditiveWrite>(new(1, 2, 1, 100, 100, 16, 20), 7));
        Poison(new LinearCase<Gated, KeyDecay, AdditiveWrite>(new(1, 2, 1, 100, 100, 16, 20), 7));
        Poison(new LinearCase<KeyGatedDelta, KeyDecay, DeltaWrite>(new(1, 2, 1, 100, 100, 16, 20), 7));

        void Poison<TRule, TDecay, TWrite>(LinearCase<TRule, TDecay, TWrite> test)
            where TRule : struct, ILinearRule<TDecay, TWrite> where TDecay : struct, IDecay where TWrite : struct, IWriteRule
        {
            float[] clean = test.Forward(chunked).Output;
            test.V[75 * 20] = poison;
            test.K[75 * 16 + 1] = poison;
            if (test.LogDecay.Length > 0) test.LogDecay[75 * test.LogDecay.Length / 100] = float.NaN;
            float[] poisoned = test.Forward(chunked).Output;
            for (int h = 0; h < 2; h++)
            {
                Assert.Equal(clean[(h * 2000)..(h * 2000 + 1500)], poisoned[(h * 2000)..(h * 2000 + 1500)]);
                Assert.False(float.IsFinite(poisoned[h * 2000 + 1500]));
            }
        }
    }

    [Fact]
    public void EqualBatchRows_GiveEqualBits()
    {
        LinearCase<KeyGatedDelta, KeyDecay, DeltaWrite> one = Case(s_shape with { Batch = 1 }, 8), two = Case(s_shape, 9);
        foreach ((float[] from, float[] to) in new[] { (one.Q, two.Q), (one.K, two.K), (one.V, two.V), (one.LogDecay, two.LogDecay), (one.Beta, two.Beta), (one.Past, two.Past) })
        {
            from.CopyTo(to, 0);
            from.CopyTo(to, from.Length);
        }
        float[] alone = one.Forward(chunked: true).Output, both = two.Forward(chunked: true).Output;
        Assert.Equal(alone, both[..alone.Length]);
        Assert.Equal(alone, both[alone.Length..]);
    }

    [Fact]
    public void SteadyState_AllocatesNothing()
    {
        LinearCase<KeyGatedDelta, KeyDecay, DeltaWrite> test = Case(s_shape, 10);
        float[] output = new float[test.G.Length], present = new float[test.Past.Length];
        fixed (float* o = output, p = present, past = test.Past)
        {
            long least = long.MaxValue; // of several rounds: the runtime now and then allocates for itself
            for (int round = 0; round < 5; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                test.Run(chunked: true, 0, 150, o, past, p);
                test.Run(chunked: false, 0, 150, o, past, p);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void Retention_PerHeadDecay_EqualsItsPowers()
    {
        // o_i = scale Σ_{j ≤ i} γ^(i−j) (q_i·k_j) v_j.
        var shape = new AttentionShape(2, 4, 2, 90, 90, 8, 6);
        var test = new LinearCase<Plain, NoDecay, AdditiveWrite>(shape, 11);
        float[] logGamma = new float[2], output = new float[test.G.Length];
        ScalarDecay.RetNet(logGamma);
        Assert.Equal(Math.Log(1 - 1.0 / 32), logGamma[0], 1e-7);
        Assert.Equal(Math.Log(1 - 1.0 / 64), logGamma[1], 1e-7);
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, g = logGamma)
            LinearAttention.Forward(
                new AttentionInputs(shape.Queries(q), shape.Keys(k), shape.Values(v)), shape.Output(o), null, null, ScalarDecay.PerHead(g, 2, 2, 90), default(AdditiveWrite));
        foreach ((int b, int h, int i) in new[] { (0, 0, 0), (0, 3, 89), (1, 1, 64), (1, 2, 70) })
        {
            int keyHead = b * 2 + h / 2;
            double sum = 0;
            for (int j = 0; j <= i; j++)
            {
                double dot = 0;
                for (int d = 0; d < 8; d++) dot += (double)test.Q[((b * 4 + h) * 90 + i) * 8 + d] * test.K[(keyHead * 90 + j) * 8 + d];
                sum += Math.Exp(logGamma[h / 2] * (i - j)) * dot * test.V[(keyHead * 90 + j) * 6 + 2];
            }
            Assert.Equal(sum / Math.Sqrt(8), output[((b * 4 + h) * 90 + i) * 6 + 2], 2e-6);
        }
    }

    /// <summary>A gradient with a row stride of 0 is the sum over tokens: that of retention's ln γ.</summary>
    [Fact]
    public void Retention_GradientOfTheDecay_IsTheSumOverTokens()
    {
        var shape = new AttentionShape(2, 4, 2, 90, 90, 8, 6);
        var test = new LinearCase<Scalar, ScalarDecay, AdditiveWrite>(shape, 12);
        float[] logGamma = [-0.1f, -0.02f], gradient = new float[4], dQ = new float[test.Q.Length], dK = new float[test.K.Length], dV = new float[test.V.Length];
        for (int i = 0; i < test.LogDecay.Length; i++) test.LogDecay[i] = logGamma[i / 90 % 2];
        double[] each = test.Reference().Backward(Wide(test.G)).LogDecay;
        fixed (float* q = test.Q, k = test.K, v = test.V, g = logGamma, dO = test.G, s = test.Past, dq = dQ, dk = dK, dv = dV, dg = gradient)
            LinearAttention.Backward(
                new AttentionInputs(shape.Queries(q), shape.Keys(k), shape.Values(v)), shape.Output(dO), new LinearGradients(shape.Queries(dq), shape.Keys(dk), shape.Values(dv)),
                s, null, null, ScalarDecay.PerHead(g, 2, 2, 90) with { Gradient = new HeadView((nint)dg, 2, 2, 90, 1, 2, 1, 0) }, default(AdditiveWrite));
        for (int item = 0; item < 4; item++)
        {
            double sum = each.AsSpan(item * 90, 90).ToArray().Sum();
            Assert.Equal(sum, gradient[item], 1e-4 * Math.Max(1, Math.Abs(sum)));
        }

        static double[] Wide(float[] values) => Array.ConvertAll(values, x => (double)x);
    }

    [Fact]
    public void Backward_AllocatesNothing()
    {
        var shape = new AttentionShape(1, 2, 1, 150, 150, 24, 20);
        float[] memory = new float[200_000];
        fixed (float* p = memory)
        {
            float* at = p;
            HeadView q = Next(2, 24), k = Next(1, 24), v = Next(1, 20), g = Next(2, 20), dq = Next(2, 24), dk = Next(1, 24), dv = Next(1, 20);
            HeadView decay = Next(1, 24), dDecay = Next(1, 24), beta = Next(1, 1), dBeta = Next(1, 1);
            long least = long.MaxValue; // of several rounds: the runtime now and then allocates for itself
            for (int round = 0; round < 5; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                LinearAttention.Backward(
                    new AttentionInputs(q, k, v), g, new LinearGradients(dq, dk, dv), null, null, null, new KeyDecay(decay, dDecay), new DeltaWrite(beta, dBeta));
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.Equal(0, least);

            HeadView Next(int heads, int width)
            {
                HeadView view = HeadView.Contiguous(at, shape.Batch, heads, 150, width);
                at += heads * 150 * width;
                return view;
            }
        }
    }

    [Fact]
    public void StridedViews_EqualRowMajorOnes()
    {
        // q, k and v side by side in rows of one joint projection.
        var shape = new AttentionShape(2, 4, 2, 70, 70, 8, 6);
        var test = new LinearCase<Plain, NoDecay, AdditiveWrite>(shape, 13);
        Array.Clear(test.Past);
        float[] expected = test.Forward(chunked: true).Output, joint = new float[2 * 70 * 60], output = new float[expected.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, j = joint, o = output)
        {
            HeadView jq = HeadView.Interleaved(j, 2, 4, 70, 8, 60), jk = HeadView.Interleaved(j + 32, 2, 2, 70, 8, 60), jv = HeadView.Interleaved(j + 48, 2, 2, 70, 6, 60);
            Copy(shape.Queries(q), jq);
            Copy(shape.Keys(k), jk);
            Copy(shape.Values(v), jv);
            LinearAttention.Forward(new AttentionInputs(jq, jk, jv), shape.Output(o), null, null, default(NoDecay), default(AdditiveWrite));
            Assert.Equal(expected, output);
            LinearAttention.Recurrent(new AttentionInputs(jq, jk, jv), shape.Output(o), null, null, default(NoDecay), default(AdditiveWrite));
            Assert.Equal(test.Forward(chunked: false).Output, output);
        }

        static void Copy(HeadView from, HeadView to)
        {
            for (int b = 0; b < from.Batch; b++)
                for (int h = 0; h < from.Heads; h++)
                    for (int t = 0; t < from.Length; t++)
                        for (int d = 0; d < from.Width; d++) to.Row(b, h, t)[d] = from.Row(b, h, t)[d];
        }
    }

    [Fact]
    public void WrongShapes_NameTheParameter()
    {
        float* p = stackalloc float[1000];
        HeadView q = HeadView.Contiguous(p, 1, 2, 5, 4), v = HeadView.Contiguous(p + 100, 1, 2, 5, 3), o = HeadView.Contiguous(p + 200, 1, 2, 5, 3);
        var inputs = new AttentionInputs(q, q, v);
        HeadView longer = HeadView.Contiguous(p + 300, 1, 2, 6, 4), wrong = HeadView.Contiguous(p + 400, 1, 2, 5, 4), one = HeadView.Contiguous(p + 500, 1, 2, 5, 1);
        Refused("queries: expected as many positions as keys, T=5; got T=6", () => LinearAttention.Forward(new AttentionInputs(longer, q, v), o, null, null, default(NoDecay), default(AdditiveWrite)));
        Refused("output: expected [B=1, Hq=2, T=5, Dv=3]; got [1, 2, 5, 4]", () => LinearAttention.Forward(inputs, wrong, null, null, default(NoDecay), default(AdditiveWrite)));
        Refused("log decay: expected [B=1, Hkv=2, T=5, 1]; got [1, 2, 5, 4]", () => LinearAttention.Forward(inputs, o, null, null, new ScalarDecay(wrong), default(AdditiveWrite)));
        Refused("log decay: expected [B=1, Hkv=2, T=5, Dk=4]; got [1, 2, 5, 1]", () => LinearAttention.Recurrent(inputs, o, null, null, new KeyDecay(one), default(AdditiveWrite)));
        Refused("beta: expected [B=1, Hkv=2, T=5, 1]; got [1, 2, 5, 4]", () => LinearAttention.Forward(inputs, o, null, null, default(NoDecay), new DeltaWrite(wrong)));
        Refused("output: expected memory of its own", () => LinearAttention.Forward(inputs, v, null, null, default(NoDecay), default(AdditiveWrite)));
        Refused("overlaps decay or beta", () => LinearAttention.Forward(inputs, o, null, null, default(NoDecay), new DeltaWrite(HeadView.Contiguous(p + 210, 1, 2, 5, 1))));
        Refused("presentState: expected memory of its own", () => LinearAttention.Forward(inputs, o, p + 600, p + 610, default(NoDecay), default(AdditiveWrite)));
        Refused("key gradient: expected [1, 2, 5, 4]; got [1, 2, 6, 4]", () => LinearAttention.Backward(
            inputs, o, new LinearGradients(wrong, longer, HeadView.Contiguous(p + 700, 1, 2, 5, 3)), null, null, null, default(NoDecay), default(AdditiveWrite)));
        Refused("beta gradient: expected memory of its own for each batch row and head", () => LinearAttention.Backward(
            inputs, o, new LinearGradients(wrong, longer, v), null, null, null, default(NoDecay), new DeltaWrite(one, new HeadView((nint)(p + 800), 1, 2, 5, 1, 5, 0, 1))));
        Refused("it overlaps the output gradient", () => LinearAttention.Backward(
            inputs, o, new LinearGradients(wrong, HeadView.Contiguous(p + 800, 1, 2, 5, 4), o), null, null, null, default(NoDecay), default(AdditiveWrite)));
        Refused("key gradient: expected memory of its own", () => LinearAttention.Backward(
            inputs, o, new LinearGradients(wrong, wrong, HeadView.Contiguous(p + 700, 1, 2, 5, 3)), null, null, null, default(NoDecay), default(AdditiveWrite)));
    }

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);

    private static void AssertClose(float[] expected, float[] actual)
    {
        float largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= 3e-6f * largest, $"at {i}: {expected[i]} and {actual[i]}");
    }
}
