using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>The kernels with every kind of mask, score change, dropout and sink against the reference, forward and backward, at every vector width.</summary>
public unsafe class VariationTests
{
    private const double Tolerance = 2e-6;
    private const int Batch = 2, Heads = 4, KeyHeads = 2, Queries = 150, Keys = 330, Width = 20, ValueWidth = 33;
    private static readonly AttentionShape s_shape = new(Batch, Heads, KeyHeads, Queries, Keys, Width, ValueWidth);

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryMask_EqualsReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        Check(new SlidingWindow(20, 0, 180));
        Check(new SlidingWindow(3, 70, 10));
        Check(new SlidingWindow(0, 0, 180));
        Check(new CausalOffsets([180, 20]));
        Check(new PrefixLm([40, 0], 100));
        Check(Documents.Whole([0, 20, 20, 140, 150], [0, 100, 110, 300, 330]));
        Check(Documents.Causal([0, 20, 20, 140, 150], [0, 100, 110, 300, 330]));
        Check(Longformer.Mask(10, [0, 200], 90));
        Check(StreamingLlm.Mask(4, 16, 180));
        Check(Strided.Dilated(5, 3, 180));
        Check(new Or<Strided, SlidingWindow>(new Strided(70), new SlidingWindow(15, 0, 180)).And(new Causal(180)));
        Check(new BlockSparse([[0, 4], [], [5, 1], [2]], 40, 60, 6));
        Check(new Not<SlidingWindow>(new SlidingWindow(60, 60, 90)));
        Check(new Where<Sparse>(default));
        Check(RandomMatrix(1, 1));
        Check(RandomMatrix(Batch, Heads));
        Check(BigBird.Mask(Keys, 16, seed: 4), new AttentionShape(1, 2, 1, Keys, Keys, 16, 16));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryScore_EqualsReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        var causal = new Causal(180);
        Check(causal, new SoftCap(1.5f));
        Check(causal, new Alibi([0.5f, 0.25f, 0.125f, 0.0625f], 180));
        Check(default(Bidirectional), new Alibi([0.5f, 0.25f, 0.125f, 0.0625f], 90));
        Check(causal, new SoftCap(2f).Then(new Alibi([0.5f, 0.25f, 0.125f, 0.0625f], 180)));
        Check(causal, new Alibi([0.01f, 0.02f, 0.03f, 0.04f]).Then(new SoftCap(2f)));
        Check(new Where<Sparse>(default), new DistanceBias(Numbers(8 * Heads), d => Math.Clamp(d / 40 + 4, 0, 7), Heads, Queries, Keys));
        foreach ((int b, int h, int i, int j) in Broadcasts())
        {
            float[] bias = Numbers(b * h * i * j);
            fixed (float* p = bias) Check(causal, new SoftCap(3f).Then(new AdditiveBias(new BiasView(p, b, h, i, j))));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void DropoutAndSinks_EqualReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        Check(new Causal(180), default(PlainScore), new SeededDropout(0.3, 5));
        Check(new SlidingWindow(20, 0, 180), new SoftCap(2f), new SeededDropout(0.9, 6));
        Check(default(Bidirectional), default(PlainScore), default(NoDropout), sinks: [1f, -2f, 30f, float.NegativeInfinity]);
        Check(Causal.BottomRight(Keys, 20), default(PlainScore), new SeededDropout(0.5, 1), [0.5f, 2f, 0f, -1f], new AttentionShape(1, 4, 2, Keys, 20, 16, 16));
        Check(new Causal(180), default(PlainScore), new SeededDropout(0.2, 3), [40f, 90f, -90f, 0f], spread: 12f);
    }

    [Fact]
    public void BiasGradient_EveryBroadcast_EqualsReference()
    {
        foreach ((int b, int h, int i, int j) in Broadcasts())
        {
            float[] bias = Numbers(b * h * i * j), gradient = new float[bias.Length];
            var expected = new double[bias.Length];
            fixed (float* p = bias, g = gradient)
            {
                var view = new BiasView(p, b, h, i, j);
                var target = new BiasView(g, b, h, i, j);
                double[] scores = Check(new Causal(180), new SoftCap(3f).Then(new AdditiveBias(view)), default(NoDropout), observer: new BiasGradient(target));
                for (int at = 0; at < scores.Length; at++)
                {
                    (int batch, int head, int row, int key) = (at / (Heads * Queries * Keys), at / (Queries * Keys) % Heads, at / Keys % Queries, at % Keys);
                    expected[((b == 1 ? 0 : batch) * h + (h == 1 ? 0 : head)) * i * j + (i == 1 ? 0 : row) * j + (j == 1 ? 0 : key)] += scores[at];
                }
            }
            // A bias that is the same for all keys of a row changes no weight: its gradient is 0 but for rounding.
            if (j == 1) Assert.All(gradient, x => Assert.InRange(x, -1e-3f, 1e-3f));
            else Assert.True(Closeness.Error(gradient, expected) < 2e-5, $"[{b}, {h}, {i}, {j}]: {Closeness.Error(gradient, expected)}");
        }
    }

    [Fact]
    public void BiasOfMinusInfinity_HidesLikeAMask()
    {
        float[] bias = Numbers(Queries * Keys);
        for (int i = 0; i < bias.Length; i++)
            if (i / Keys % 5 == 0 || i % 3 == 0) bias[i] = float.NegativeInfinity; // every fifth row has no key left
        fixed (float* p = bias) Check(default(Bidirectional), new AdditiveBias(new BiasView(p, 1, 1, Queries, Keys)));
    }

    [Fact]
    public void DistanceBiasGradient_EqualsReference()
    {
        static int Bucket(int d) => Math.Clamp(d / 40 + 4, 0, 7);
        var gradient = new float[8 * Heads];
        var expected = new double[gradient.Length];
        fixed (float* g = gradient)
        {
            double[] scores = Check(
                new Causal(180), new DistanceBias(Numbers(8 * Heads), Bucket, Heads, Queries, Keys, 180), default(NoDropout),
                observer: new DistanceBiasGradient(g, 8, Bucket, Heads, Queries, Keys, 180));
            for (int at = 0; at < scores.Length; at++)
                expected[Bucket(at % Keys - (at / Keys % Queries + 180)) * Heads + at / (Queries * Keys) % Heads] += scores[at];
        }
        Assert.True(Closeness.Error(gradient, expected) < 2e-5);
    }

    [Fact]
    public void BiasGradient_ThreadCount_DoesNotChangeABit()
    {
        float[] bias = Numbers(Heads * Queries * Keys), one = new float[bias.Length], many = new float[bias.Length];
        fixed (float* p = bias, a = one, b = many)
        {
            var score = new AdditiveBias(new BiasView(p, 1, Heads, Queries, Keys));
            int threads = Workers.Count;
            try
            {
                Workers.Count = 1;
                Check(new Causal(180), score, new SeededDropout(0.1, 2), observer: new BiasGradient(new BiasView(a, 1, Heads, Queries, Keys)));
            }
            finally
            {
                Workers.Count = threads;
            }
            Check(new Causal(180), score, new SeededDropout(0.1, 2), observer: new BiasGradient(new BiasView(b, 1, Heads, Queries, Keys)));
        }
        Assert.Equal(one, many);
    }

    [Fact]
    public void Dropout_KeepsItsShareAndScales()
    {
        var dropout = new SeededDropout(0.3, 7);
        int kept = 0;
        for (int row = 0; row < 1000; row++) kept += System.Numerics.BitOperations.PopCount(dropout.Keep64(1, 2, row, 64));
        Assert.InRange(kept / 64000.0, 0.69, 0.71);
        Assert.Equal(1 / 0.7, dropout.KeptFactor, 1e-4);
        Assert.NotEqual(dropout.Keep64(0, 0, 0, 0), dropout.Keep64(0, 1, 0, 0));
        Assert.NotEqual(dropout.Keep64(0, 0, 0, 0), new SeededDropout(0.3, 8).Keep64(0, 0, 0, 0));
        Assert.Equal(ulong.MaxValue, new SeededDropout(0, 7).Keep64(0, 0, 0, 0));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Dropout_OutsideItsRange_IsRefused(double p)
        => Assert.Contains("at least 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new SeededDropout(p, 0)).Message);

    [Fact]
    public void BadMasksAndScores_AreRefusedByName()
    {
        Refused("expected blocks of keys 0 … 5; got 6", "table", () => new BlockSparse([[6]], 10, 10, 6));
        Refused("do not decrease", "cumulativeKeys", () => Documents.Whole([0, 4, 8], [0, 9, 8]));
        Refused("0 first", "cumulativeQueries", () => Documents.Causal([1, 4], [0, 8]));
        Refused("expected", null, () => Check(new CausalOffsets([1])));
        Refused("window: expected", null, () => Check(new SlidingWindow(-2, 0)));
        Refused("documents: expected", null, () => Check(Documents.Whole([0, 4], [0, 8])));
        Refused("block-sparse: expected", null, () => Check(new BlockSparse([[0]], 10, 10, 1)));
        Refused("mask matrix: expected", null, () => Check(new BooleanMatrix(new bool[6], 1, 1, 2, 3)));
        Refused("soft cap: expected", null, () => Check(new Causal(0), new SoftCap(0f)));
        Refused("alibi: expected", null, () => Check(new Causal(0), new Alibi([1f])));
        Refused("bias: expected", null, () => Check(new Causal(0), new AdditiveBias(default)));
        Refused("distance bias: expected", null, () => Check(new Causal(0), new DistanceBias([1f, 2f, 3f, 4f], _ => 0, Heads, 3, 3)));
        Refused("distance", "bucket", () => new DistanceBias([1f], _ => 1, 1, 3, 3));

        static void Refused(string part, string? parameter, Action act)
        {
            ArgumentException error = Assert.ThrowsAny<ArgumentException>(act);
            Assert.Contains(part, error.Message);
            if (parameter is not null) Assert.Equal(parameter, error.ParamName);
        }
    }

    private static IEnumerable<(int, int, int, int)> Broadcasts()
        => [(Batch, Heads, Queries, Keys), (1, Heads, Queries, Keys), (Batch, 1, Queries, Keys), (1, 1, Queries, Keys), (Batch, 1, 1, Keys), (1, Heads, Queries, 1), (1, 1, 1, 1)];

    private static BooleanMatrix RandomMatrix(int batches, int heads)
    {
        var random = new Randomness(5);
        var allowed = new bool[batches * heads * Queries * Keys];
        for (int i = 0; i < allowed.Length; i++) allowed[i] = i / Keys % 7 != 3 && random.NextInt(3) == 0;
        return new BooleanMatrix(allowed, batches, heads, Queries, Keys);
    }

    private static float[] Numbers(int count)
    {
        var random = new Randomness(9);
        var numbers = new float[count];
        foreach (ref float number in numbers.AsSpan()) number = (float)(random.NextDouble() * 4 - 2);
        return numbers;
    }

    private readonly struct Sparse : IPairRule
    {
        public string Name => "sparse";

        public bool Allows(int batch, int head, int row, int key) => (row * 7 + key * 3 + head + batch) % 11 < 3;
    }

    private static void Check<TMask>(TMask mask, AttentionShape? shape = null) where TMask : struct, IMask => Check(mask, default(PlainScore), default(NoDropout), shape: shape);

    private static void Check<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore => Check(mask, score, default(NoDropout));

    private static void Check<TMask, TScore, TDropout>(TMask mask, TScore score, TDropout dropout, float[]? sinks = null, AttentionShape? shape = null, float spread = 1f)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
        => Check(mask, score, dropout, default(NoObserver), sinks, shape, spread);

    /// <summary>Compares everything and returns the reference's gradient of the scores.</summary>
    private static double[] Check<TMask, TScore, TDropout, TObserver>(
        TMask mask, TScore score, TDropout dropout, TObserver observer, float[]? sinks = null, AttentionShape? given = null, float spread = 1f)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout where TObserver : struct, IGradientObserver
    {
        AttentionShape shape = given ?? s_shape;
        var test = new AttentionCase<TMask>(shape, mask, seed: 21, spread);
        double[] wideSinks = sinks is null ? [] : AttentionCase<TMask>.Wide(sinks);
        double[] q = AttentionCase<TMask>.Wide(test.Q), k = AttentionCase<TMask>.Wide(test.K), v = AttentionCase<TMask>.Wide(test.V), g = AttentionCase<TMask>.Wide(test.G);
        float[] output = new float[test.G.Length], logSumExp = new float[shape.Batch * shape.Heads * shape.QueryCount];
        float[] dq = new float[test.Q.Length], dk = new float[test.K.Length], dv = new float[test.V.Length], dSinks = new float[shape.Heads];
        fixed (float* qp = test.Q, kp = test.K, vp = test.V, gp = test.G, op = output, lp = logSumExp, a = dq, b = dk, c = dv, sp = sinks)
        {
            var inputs = new AttentionInputs(shape.Queries(qp), shape.Keys(kp), shape.Values(vp)) { Sinks = (nint)sp };
            Heed.Attention.Forward(inputs, shape.Output(op), lp, mask, score, dropout, default(NoObserver));
            Heed.Attention.Backward(inputs, shape.Output(op), lp, shape.Output(gp), shape.Queries(a), shape.Keys(b), shape.Values(c), mask, score, dropout, observer);
            if (sinks is not null) Heed.Attention.SinkGradient(inputs, shape.Output(op), lp, shape.Output(gp), dSinks);
        }
        ReferenceAttention expected = ReferenceAttention.Forward(test.ReferenceShape, q, k, v, test.Scale, mask, score, dropout, wideSinks);
        ReferenceAttention.Gradients gradients = expected.Backward(test.ReferenceShape, q, k, v, g, test.Scale, mask, score, dropout, wideSinks);
        string name = $"{mask.Name}; {score.Name}; {typeof(TDropout).Name}";
        double tolerance = Tolerance * Math.Max(1, spread * spread / 4); // large scores round more
        Close(output, expected.Output, "output");
        Close(logSumExp, expected.LogSumExp, "log-sum-exp");
        tolerance *= 2;
        Close(dq, gradients.Queries, "dq");
        Close(dk, gradients.Keys, "dk");
        Close(dv, gradients.Values, "dv");
        if (sinks is not null) Close(dSinks, gradients.Sinks, "dSinks");
        return gradients.Scores;

        void Close(float[] actual, double[] wanted, string what)
            => Assert.True(Closeness.Error(actual, wanted) < tolerance, $"{name}: {what} errs by {Closeness.Error(actual, wanted)}");
    }
}
