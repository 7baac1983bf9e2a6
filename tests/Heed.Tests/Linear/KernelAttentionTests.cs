using Heed.Linear;
using Heed.Numerics;
using Heed.Tests.Attention;

namespace Heed.Tests.Linear;

/// <summary>Kernel attention against its quadratic form, forward and backward.</summary>
public unsafe class KernelAttentionTests
{
    private const double Tolerance = 3e-6;

    private static readonly AttentionShape[] s_shapes =
    [
        new(1, 1, 1, 1),
        new(2, 4, 2, 65, 65, 16, 7),
        new(1, 2, 1, 64, 64, 64, 80),
        new(1, 3, 3, 130, 130, 80, 3),
        new(1, 2, 2, 257, 257, 3, 16),
    ];

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EluPlusOne_EqualsTheQuadraticForm(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable width = Lanes.Force(bits);
        foreach (AttentionShape shape in s_shapes)
        {
            var test = new KernelCase(shape, seed: 1, spread: 2f);
            Near(test.Forward(default(EluPlusOne), default(CausalSum)).Output, test.Quadratic(Elu, causal: true), $"{shape} causal");
            Near(test.Forward(default(EluPlusOne), default(WholeSum)).Output, test.Quadratic(Elu, causal: false), $"{shape} whole");
        }
        var cross = new KernelCase(new(2, 4, 2, 5, 130, 16, 20), seed: 2);
        Near(cross.Forward(default(EluPlusOne), default(WholeSum)).Output, cross.Quadratic(Elu, causal: false), "cross");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RandomFeatures_EqualTheirQuadraticForm(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable width = Lanes.Force(bits);
        foreach (int features in new[] { 1, 20, 64, 100 })
        {
            var map = new PositiveRandomFeatures(RandomProjection.Orthogonal(16, features, seed: 7));
            var test = new KernelCase(new(2, 4, 2, 70, 70, 16, 7), seed: 3);
            Near(test.Forward(map, default(CausalSum)).Output, test.Quadratic(Features(map.Projection), causal: true), $"F={features} causal");
            Near(test.Forward(map, default(WholeSum)).Output, test.Quadratic(Features(map.Projection), causal: false), $"F={features} whole");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_EqualDifferences(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable width = Lanes.Force(bits);
        var map = new PositiveRandomFeatures(RandomProjection.Orthogonal(5, 24, seed: 7));
        Check(new(1, 2, 1, 9, 9, 5, 4), default(EluPlusOne), default(CausalSum), Elu, causal: true);
        Check(new(2, 2, 1, 4, 7, 5, 3), default(EluPlusOne), default(WholeSum), Elu, causal: false);
        Check(new(1, 2, 1, 9, 9, 5, 4), map, default(CausalSum), Features(map.Projection), causal: true);
        Check(new(2, 2, 1, 4, 7, 5, 3), map, default(WholeSum), Features(map.Projection), causal: false);
    }

    /// <summary>Longer than a chunk, wider than a register: the same sums over features, differentiated by hand in the reference of linear attention.</summary>
    [Fact]
    public void Gradients_ManyChunks_EqualDifferencesOfSomeEntries()
    {
        var test = new KernelCase(new(1, 2, 1, 150, 150, 20, 18), seed: 5);
        var actual = test.Backward(default(EluPlusOne), default(CausalSum));
        double[] q = KernelCase.Wide(test.Q), k = KernelCase.Wide(test.K), v = KernelCase.Wide(test.V);
        foreach ((double[] at, float[] gradient) in new[] { (q, actual.Q), (k, actual.K), (v, actual.V) })
        {
            double largest = gradient.Max(Math.Abs);
            foreach (int i in new[] { 0, 63 * 18, 64 * 20 + 1, gradient.Length - 1 })
            {
                double before = at[i];
                at[i] = before + 1e-5;
                double above = Value();
                at[i] = before - 1e-5;
                double difference = (above - Value()) / 2e-5;
                at[i] = before;
                Assert.True(Math.Abs(difference - gradient[i]) < 5e-6 * largest, $"at {i}: difference {difference}, gradient {gradient[i]}");
            }
        }

        double Value() => test.Quadratic(q, k, v, Elu, causal: true).Zip(test.G, (o, g) => o * g).Sum();
    }

    [Fact]
    public void Recurrent_StepByStep_EqualsTheCausalForm()
    {
        var shape = new AttentionShape(2, 4, 2, 40, 40, 16, 7);
        var test = new KernelCase(shape, seed: 6);
        var map = new PositiveRandomFeatures(RandomProjection.Orthogonal(16, 48, seed: 1));
        float[] whole = test.Forward(map, default(CausalSum)).Output, steps = new float[whole.Length], state = new float[2 * 2 * 48 * 8], present = new float[state.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = steps, s = state, p = present)
        {
            // 25 tokens at once, then one at a time in place.
            KernelAttention.Forward(Part(shape.Queries(q), 0, 25), Part(shape.Keys(k), 0, 25), Part(shape.Values(v), 0, 25), Part(shape.Output(o), 0, 25), null, null, s, map, default(CausalSum));
            for (int t = 25; t < 40; t++)
                KernelAttention.Recurrent(Part(shape.Queries(q), t, 1), Part(shape.Keys(k), t, 1), Part(shape.Values(v), t, 1), Part(shape.Output(o), t, 1), s, s, map);
            KernelAttention.Forward(shape.Queries(q), shape.Keys(k), shape.Values(v), shape.Output(o), null, null, p, map, default(WholeSum));
            KernelAttention.Recurrent(shape.Queries(q), shape.Keys(k), shape.Values(v), shape.Output(o), null, null, map);
        }
        Near(steps, KernelCase.Wide(whole), "recurrent");
        Near(state, KernelCase.Wide(present), "state");

        static HeadView Part(HeadView all, int first, int count) => all with { Data = all.Data + (nint)first * all.RowStride * sizeof(float), Length = count };
    }

    [Fact]
    public void NoKeys_GiveZero()
    {
        var test = new KernelCase(new(1, 1, 1, 3, 0, 4, 4), seed: 7);
        (float[] output, float[] normaliser) = test.Forward(default(EluPlusOne), default(WholeSum));
        Assert.All(output.Concat(normaliser), x => Assert.Equal(0f, x));
        Assert.All(test.Backward(default(EluPlusOne), default(WholeSum)).Q, x => Assert.Equal(0f, x));
    }

    [Fact]
    public void ThreadCountAndPool_ChangeNothing()
    {
        var test = new KernelCase(new(2, 3, 3, 200, 200, 16, 24), seed: 8);
        float[] causal = test.Forward(default(EluPlusOne), default(CausalSum)).Output, whole = test.Forward(default(EluPlusOne), default(WholeSum)).Output;
        float[] gradient = test.Backward(default(EluPlusOne), default(WholeSum)).K;
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            Assert.Equal(causal, test.Forward(default(EluPlusOne), default(CausalSum)).Output);
            Assert.Equal(whole, test.Forward(default(EluPlusOne), default(WholeSum)).Output);
            Assert.Equal(gradient, test.Backward(default(EluPlusOne), default(WholeSum)).K);
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void SteadyState_AllocatesNothing()
    {
        var test = new KernelCase(new(1, 2, 2, 100, 100, 16, 16), seed: 9);
        var map = new PositiveRandomFeatures(RandomProjection.Orthogonal(16, 32, seed: 1));
        AttentionShape s = test.Shape;
        float[] output = new float[test.G.Length], normaliser = new float[200], dQ = new float[test.Q.Length], dK = new float[test.K.Length], dV = new float[test.V.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, n = normaliser, g = test.G, dq = dQ, dk = dK, dv = dV)
        {
            long least = long.MaxValue; // of several rounds: the runtime now and then allocates for itself
            for (int round = 0; round < 5; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                KernelAttention.Forward(s.Queries(q), s.Keys(k), s.Values(v), s.Output(o), n, null, null, map, default(CausalSum));
                KernelAttention.Forward(s.Queries(q), s.Keys(k), s.Values(v), s.Output(o), n, null, null, map, default(WholeSum));
                KernelAttention.Backward(
                    s.Queries(q), s.Keys(k), s.Values(v), s.Output(o), n, s.Output(g), new LinearGradients(s.Queries(dq), s.Keys(dk), s.Values(dv)), map, default(WholeSum));
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void NaNInAToken_NeverReachesEarlierTokens()
    {
        var test = new KernelCase(new(1, 1, 1, 100, 100, 16, 16), seed: 10);
        float[] clean = test.Forward(default(EluPlusOne), default(CausalSum)).Output;
        test.K[75 * 16] = float.NaN;
        test.Q[10 * 16] = float.NaN;
        float[] poisoned = test.Forward(default(EluPlusOne), default(CausalSum)).Output;
        for (int i = 0; i < 100; i++)
        {
            if (i == 10 || i >= 75) Assert.True(float.IsNaN(poisoned[i * 16]));
            else Assert.Equal(clean[i * 16], poisoned[i * 16]);
        }
    }

    [Fact]
    public void BadInputs_AreRefused()
    {
        var map = new PositiveRandomFeatures(RandomProjection.Orthogonal(8, 16, seed: 1));
        Assert.Contains("width D=8; got D=4", Assert.Throws<ArgumentException>(() => new KernelCase(new(1, 1, 5, 4), 1).Forward(map, default(WholeSum))).Message);
        Assert.Contains("as many positions as keys, T=6; got T=5", Assert.Throws<ArgumentException>(
            () => new KernelCase(new(1, 1, 1, 5, 6, 4, 4), 1).Forward(default(EluPlusOne), default(CausalSum))).Message);
        Assert.Contains("scale: expected a finite number greater than 0; got 0", Assert.Throws<ArgumentException>(() => RandomProjection.Orthogonal(8, 16, 1, scale: 0f)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomProjection.Orthogonal(8, 0, 1));
        float* p = stackalloc float[200];
        HeadView view = HeadView.Contiguous(p, 1, 1, 5, 4), other = HeadView.Contiguous(p + 100, 1, 1, 5, 4);
        Assert.Contains("output: expected memory of its own", Assert.Throws<ArgumentException>(
            () => KernelAttention.Forward(view, view, view, view, null, null, null, default(EluPlusOne), default(CausalSum))).Message);
        Assert.Throws<ArgumentNullException>(() => KernelAttention.Backward(
            view, view, view, other, null, other, new LinearGradients(other, other, other), default(EluPlusOne), default(CausalSum)));
    }

    private static void Check<TMap, TSum>(AttentionShape shape, TMap map, TSum sum, Func<double[], double[]> define, bool causal)
        where TMap : struct, IFeatureMap where TSum : struct, IStateSum
    {
        var test = new KernelCase(shape, seed: 4);
        var actual = test.Backward(map, sum);
        double[] q = KernelCase.Wide(test.Q), k = KernelCase.Wide(test.K), v = KernelCase.Wide(test.V);
        Differences.Check(q, KernelCase.Wide(actual.Q), Value, "dq", 5e-6);
        Differences.Check(k, KernelCase.Wide(actual.K), Value, "dk", 5e-6);
        Differences.Check(v, KernelCase.Wide(actual.V), Value, "dv", 5e-6);

        double Value() => test.Quadratic(q, k, v, define, causal).Zip(test.G, (o, g) => o * g).Sum();
    }

    private static double[] Elu(double[] x) => Array.ConvertAll(x, y => y > 0 ? y + 1 : Math.Exp(y));

    private static Func<double[], double[]> Features(RandomProjection projection) => x =>
    {
        double square = projection.Scale * x.Sum(y => y * y);
        var features = new double[projection.Features];
        for (int f = 0; f < features.Length; f++)
        {
            double dot = 0;
            for (int d = 0; d < x.Length; d++) dot += x[d] * projection.Rows[f * projection.WidthStride + d];
            features[f] = Math.Exp(dot - square / 2);
        }
        return features;
    };

    private static void Near(float[] actual, double[] expected, string name)
    {
        double error = Closeness.Error(actual, expected);
        Assert.True(error < Tolerance, $"{name} {error:E2}");
    }

    [Fact]
    public void CausalForward_InPieces_EqualsHeadsTakenWhole()
    {
        // 32 heads are taken 512 positions at a time; one head alone is taken whole.
        var shape = new AttentionShape(4, 8, 8, 1100, 1100, 8, 8);
        int head = 1100 * 8;
        float[] q = Draw(1), k = Draw(2), v = Draw(3), output = new float[q.Length], normaliser = new float[32 * 1100];
        KernelAttention.Forward(q, k, v, output, normaliser, shape, default(EluPlusOne), default(CausalSum));
        float[] one = new float[head], total = new float[1100];
        for (int h = 0; h < 32; h += 7)
        {
            var alone = new AttentionShape(1, 1, 1, 1100, 1100, 8, 8);
            KernelAttention.Forward(
                q.AsSpan(h * head, head), k.AsSpan(h * head, head), v.AsSpan(h * head, head), one, total, alone, default(EluPlusOne), default(CausalSum));
            Assert.Equal(one, output.AsSpan(h * head, head).ToArray());
            Assert.Equal(total, normaliser.AsSpan(h * 1100, 1100).ToArray());
        }

        static float[] Draw(int seed)
        {
            var random = new Random(seed);
            float[] numbers = new float[32 * 1100 * 8];
            foreach (ref float number in numbers.AsSpan()) number = random.NextSingle() * 2 - 1;
            return numbers;
        }
    }
}
