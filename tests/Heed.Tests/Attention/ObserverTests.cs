using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>What observers say against the reference's weights, at every vector width.</summary>
public unsafe class ObserverTests
{
    private const int Batch = 2, Heads = 4, Queries = 90, Keys = 300;
    private static readonly AttentionShape s_shape = new(Batch, Heads, 2, Queries, Keys, 20, 33);
    private static readonly And<SlidingWindow, Not<Strided>> s_mask = new SlidingWindow(150, 0, 180).And(new Strided(7).Not());

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowStatistics_EqualTheReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (float spread in (float[])[1f, 8f])
        {
            var observer = new RowStatistics(Batch, Heads, Queries);
            ReferenceAttention expected = Watch(s_mask, observer, spread);
            for (int row = 0; row < expected.LogSumExp.Length; row++)
            {
                ReadOnlySpan<double> a = expected.Weights.AsSpan(row * Keys, Keys);
                double entropy = 0;
                int largest = 0;
                for (int j = 0; j < Keys; j++)
                {
                    if (a[j] > 0) entropy -= a[j] * Math.Log(a[j]);
                    if (a[j] > a[largest]) largest = j;
                }
                Assert.Equal(expected.LogSumExp[row], observer.LogSumExp[row], 1e-5 * Math.Max(1, Math.Abs(expected.LogSumExp[row])));
                Assert.Equal(entropy, observer.Entropy[row], 1e-4);
                Assert.Equal(a[largest], observer.LargestWeight[row], 1e-5);
                Assert.Equal(a[largest], a[observer.LargestKey[row]], 1e-6);
            }
        }
    }

    [Fact]
    public void RowStatistics_WithSinks_LeaveTheSinksShareOut()
    {
        var test = new AttentionCase<Causal>(s_shape, new Causal(180), seed: 21);
        float[] sinks = [2f, 6f, -3f, 0f], output = new float[test.G.Length];
        var observer = new RowStatistics(Batch, Heads, Queries);
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, s = sinks)
            Heed.Attention.Forward(
                new AttentionInputs(s_shape.Queries(q), s_shape.Keys(k), s_shape.Values(v)) { Sinks = (nint)s }, s_shape.Output(o), null, test.Mask, default(PlainScore), observer);
        ReferenceAttention expected = ReferenceAttention.Forward(
            test.ReferenceShape, AttentionCase<Causal>.Wide(test.Q), AttentionCase<Causal>.Wide(test.K), AttentionCase<Causal>.Wide(test.V), test.Scale, test.Mask, default(PlainScore),
            default(NoDropout), AttentionCase<Causal>.Wide(sinks));
        for (int row = 0; row < expected.LogSumExp.Length; row++)
        {
            double entropy = 0;
            foreach (double a in expected.Weights.AsSpan(row * Keys, Keys))
                if (a > 0) entropy -= a * Math.Log(a);
            Assert.Equal(entropy, observer.Entropy[row], 1e-4);
        }
    }

    [Fact]
    public void RowStatistics_RowWithoutKeys_SaysSo()
    {
        var observer = new RowStatistics(Batch, Heads, Queries);
        Watch(new FirstKeys(0), observer);
        Assert.All(observer.LogSumExp.ToArray(), x => Assert.Equal(float.NegativeInfinity, x));
        Assert.All(observer.LargestKey.ToArray(), x => Assert.Equal(-1, x));
        Assert.All(observer.LargestWeight.ToArray(), x => Assert.Equal(0f, x));
        Assert.All(observer.Entropy.ToArray(), x => Assert.Equal(0f, x));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void KeyMass_EqualsTheReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        Check(new FirstKeys(3), default(Bidirectional));
        Check(new SlidingWindow(1, -1, 180).And(new SlidingWindow(-1, -1)), s_mask);
        Check(new GlobalTokens([5, 70, 299]), s_mask);
        Check(new Strided(3), new Causal(180));

        static void Check<TSet, TMask>(TSet set, TMask mask) where TSet : struct, IMask where TMask : struct, IMask
        {
            var observer = new KeyMass<TSet>(set, Batch, Heads, Queries);
            ReferenceAttention expected = Watch(mask, observer);
            for (int row = 0; row < expected.LogSumExp.Length; row++)
            {
                double mass = 0;
                for (int j = 0; j < Keys; j++)
                    if (set.Allows(row / (Heads * Queries), row / Queries % Heads, row % Queries, j)) mass += expected.Weights[row * Keys + j];
                Assert.Equal(mass, observer.Mass[row], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(400)]
    public void TopKeys_EqualTheReference(int count)
    {
        var observer = new TopKeys(count, Batch, Heads, Queries);
        var statistics = new RowStatistics(Batch, Heads, Queries);
        ReferenceAttention expected = Watch(s_mask, new Both<TopKeys, RowStatistics>(observer, statistics), 4f);
        for (int row = 0; row < expected.LogSumExp.Length; row++)
        {
            double[] a = expected.Weights.AsSpan(row * Keys, Keys).ToArray();
            int[] order = [.. Enumerable.Range(0, Keys).Where(j => a[j] > 0).OrderByDescending(j => a[j])];
            for (int i = 0; i < count; i++)
            {
                int key = observer.Keys[row * count + i];
                float weight = observer.Weights[row * count + i];
                if (i >= order.Length)
                {
                    Assert.Equal((-1, 0f), (key, weight));
                    continue;
                }
                Assert.Equal(a[order[i]], weight, 1e-5);
                Assert.Equal(a[order[i]], a[key], 1e-6);
            }
            Assert.Equal(observer.Keys[row * count], statistics.LargestKey[row]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Visitors_EqualTheReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        var score = new SoftCap(2f);
        var received = new ReceivedAttention(Batch, Heads, Keys);
        var histogram = new OffsetHistogram(20, Batch, Heads, Queries, 180);
        var window = new float[30 * 100];
        var rectangle = (Rows: new KeyRange(40, 70), Columns: new KeyRange(170, 270));
        ReferenceAttention expected;
        fixed (float* w = window)
        {
            expected = Visit(s_mask, score, received);
            Visit(s_mask, score, histogram);
            Visit(s_mask, score, new WeightWindow(1, 2, rectangle.Rows, rectangle.Columns, w));
        }
        for (int bh = 0; bh < Batch * Heads; bh++)
        {
            double further = 0, ahead = 0;
            var near = new double[20];
            for (int j = 0; j < Keys; j++)
            {
                double total = 0;
                for (int i = 0; i < Queries; i++)
                {
                    double a = expected.Weights[(bh * Queries + i) * Keys + j];
                    total += a;
                    int distance = i + 180 - j;
                    if (distance < 0) ahead += a;
                    else if (distance < 20) near[distance] += a;
                    else further += a;
                    if (bh == 1 * Heads + 2 && i is >= 40 and < 70 && j is >= 170 and < 270) Assert.Equal(a, window[(i - 40) * 100 + j - 170], 1e-5);
                }
                Assert.Equal(total, received.Totals[bh * Keys + j], 1e-4);
            }
            for (int d = 0; d < 20; d++) Assert.Equal(near[d] / Queries, histogram.Head(bh / Heads, bh % Heads)[d], 1e-5);
            Assert.Equal(further / Queries, histogram.FurtherBack(bh / Heads, bh % Heads), 1e-5);
            Assert.Equal(ahead / Queries, histogram.Ahead(bh / Heads, bh % Heads), 1e-5);
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(6f)] // rows with one key of nearly all the weight
    public void EdgeEffects_EqualReallyCuttingTheEdge(float spread)
    {
        var shape = new AttentionShape(1, 2, 1, 12, 40, 16, 16);
        var causal = new Causal(0); // the first row has one key: cutting it leaves nothing
        var test = new AttentionCase<Causal>(shape, causal, seed: 5, spread);
        const int Kept = 40;
        var effects = new EdgeEffects(Kept, 1, 2, 12, 40);
        var (output, logSumExp) = test.Forward();
        float[] dq = new float[test.Q.Length], dk = new float[test.K.Length], dv = new float[test.V.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, l = logSumExp, g = test.G, a = dq, b = dk, c = dv)
            Heed.Attention.Backward(
                new AttentionInputs(shape.Queries(q), shape.Keys(k), shape.Values(v)), shape.Output(o), l, shape.Output(g), shape.Queries(a), shape.Keys(b), shape.Values(c),
                causal, default(PlainScore), effects);
        var totals = new double[2 * 40];
        double largest = 0;
        for (int h = 0; h < 2; h++)
            for (int i = 0; i < 12; i++)
            {
                var found = new HashSet<int>();
                for (int e = 0; e < Kept; e++)
                {
                    int key = effects.Keys[(h * 12 + i) * Kept + e];
                    if (key < 0) continue;
                    Assert.True(found.Add(key));
                    double measured = Cut(test, h, i, key), predicted = effects.Effects[(h * 12 + i) * Kept + e];
                    largest = Math.Max(largest, Math.Abs(measured));
                    Assert.Equal(measured, predicted, 2e-5 * Math.Max(1, spread * spread));
                    totals[h * 40 + key] += measured;
                }
                if (spread == 1f) Assert.Equal(i + 1, found.Count);
            }
        Assert.True(largest > 0.1);
        for (int i = 0; i < totals.Length; i++) Assert.Equal(totals[i], effects.KeyEffects[i], 1e-3);

        static double Cut(AttentionCase<Causal> test, int head, int row, int key)
        {
            ReferenceAttention whole = Run(new Where<Edge>(new Edge(-1, -1, -1))), cut = Run(new Where<Edge>(new Edge(head, row, key)));
            double change = 0;
            for (int i = 0; i < whole.Output.Length; i++) change += (cut.Output[i] - whole.Output[i]) * test.G[i];
            return change;

            ReferenceAttention Run<TMask>(TMask mask) where TMask : struct, IMask
                => ReferenceAttention.Forward(
                    test.ReferenceShape, AttentionCase<Causal>.Wide(test.Q), AttentionCase<Causal>.Wide(test.K), AttentionCase<Causal>.Wide(test.V), test.Scale, test.Mask.And(mask), default(PlainScore));
        }
    }

    [Fact]
    public void Observers_ChangeNoBitOfTheOutput()
    {
        var test = new AttentionCase<Causal>(s_shape, new Causal(180), seed: 21);
        float[] plain = test.Forward().Output, watched = new float[plain.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = watched)
            Heed.Attention.Forward(
                new AttentionInputs(s_shape.Queries(q), s_shape.Keys(k), s_shape.Values(v)), s_shape.Output(o), null, test.Mask, default(PlainScore), new RowStatistics(Batch, Heads, Queries));
        Assert.Equal(plain, watched);
    }

    private readonly struct Edge(int head, int row, int key) : IPairRule
    {
        public string Name => "edge";

        public bool Allows(int b, int h, int i, int j) => h != head || i != row || j != key;
    }

    private static ReferenceAttention Watch<TMask, TObserver>(TMask mask, TObserver observer, float spread = 1f) where TMask : struct, IMask where TObserver : struct, IObserver
    {
        var test = new AttentionCase<TMask>(s_shape, mask, seed: 21, spread);
        var output = new float[test.G.Length];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output)
            Heed.Attention.Forward(
                new AttentionInputs(s_shape.Queries(q), s_shape.Keys(k), s_shape.Values(v)), s_shape.Output(o), null, mask, default(PlainScore), new SeededDropout(0.5, 1), observer);
        return test.Reference();
    }

    private static ReferenceAttention Visit<TMask, TScore, TVisitor>(TMask mask, TScore score, TVisitor visitor)
        where TMask : struct, IMask where TScore : struct, IScore where TVisitor : struct, IWeightVisitor
    {
        var test = new AttentionCase<TMask>(s_shape, mask, seed: 22);
        float[] output = new float[test.G.Length], logSumExp = new float[Batch * Heads * Queries];
        fixed (float* q = test.Q, k = test.K, v = test.V, o = output, l = logSumExp)
        {
            var inputs = new AttentionInputs(s_shape.Queries(q), s_shape.Keys(k), s_shape.Values(v));
            Heed.Attention.Forward(inputs, s_shape.Output(o), l, mask, score, default(NoObserver));
            Heed.Attention.VisitWeights(inputs, l, mask, score, visitor);
        }
        return ReferenceAttention.Forward(test.ReferenceShape, AttentionCase<TMask>.Wide(test.Q), AttentionCase<TMask>.Wide(test.K), AttentionCase<TMask>.Wide(test.V), test.Scale, mask, score);
    }
}
