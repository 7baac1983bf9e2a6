using Heed.Cache;
using Heed.Numerics;

namespace Heed.Tests.Cache;

/// <summary>The lines of the contract as decoding keeps them, on every kind of cache.</summary>
public class DecodeContractTests : TestsAtWidth
{
    public DecodeContractTests() { }

    protected DecodeContractTests(int bits) : base(bits) { }

    public static TheoryData<string> Kinds => ["dense", "rolling", "paged", "int8", "float16", "bfloat16"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_RowBeforeTheFirstPosition_IsZeroAndMinusInfinity(string kind)
    {
        var test = new DecodeCase([2, 1], 2, 1, 4, 8, 8, window: 50);
        using var made = new MadeCache(test, kind);
        (float[] output, float[] logSumExp) = test.Decode(made.Cache);
        for (int row = 0; row < logSumExp.Length; row++)
        {
            bool empty = row % 4 < (row < 8 ? 2 : 3);
            Assert.Equal(empty, float.IsNegativeInfinity(logSumExp[row]));
            Assert.Equal(empty, output.AsSpan(row * 8, 8).ToArray().All(x => x == 0f));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_EmptyCache_IsZeroAndMinusInfinity(string kind)
    {
        var test = new DecodeCase([3], 2, 1, 1, 8, 8, window: 50);
        using var made = new MadeCache(test, kind);
        made.Cache.Reset();
        (float[] output, float[] logSumExp) = test.Decode(made.Cache);
        Assert.All(output, x => Assert.Equal(0f, x));
        Assert.All(logSumExp, x => Assert.Equal(float.NegativeInfinity, x));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_PoisonOutOfSight_NeverLeaks(string kind)
    {
        foreach (float poison in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            // Positions 597 … 599 are the last three queries' own: hidden from the first one; 0 … 199 lie before every window.
            var clean = new DecodeCase([600], 2, 2, 4, 24, 24, window: 300);
            var poisoned = new DecodeCase([600], 2, 2, 4, 24, 24, window: 300);
            for (int h = 0; h < 2; h++)
                foreach (int j in (int[])[0, 150, 199, 597, 599])
                {
                    poisoned.K.AsSpan((h * 600 + j) * 24, 24).Fill(poison);
                    poisoned.V.AsSpan((h * 600 + j) * 24, 24).Fill(poison);
                }
            using MadeCache a = new(clean, kind), b = new(poisoned, kind);
            (float[] output, float[] logSumExp) = clean.Decode(a.Cache, clean.Left);
            (float[] output2, float[] logSumExp2) = poisoned.Decode(b.Cache, clean.Left);
            Assert.Equal(clean.Slice(output, 0, 24), clean.Slice(output2, 0, 24));
            Assert.Equal(clean.Slice(logSumExp, 0, 1), clean.Slice(logSumExp2, 0, 1));
            if (float.IsNaN(poison)) Assert.All(clean.Slice(output2, 3, 24), x => Assert.True(float.IsNaN(x)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_NaNInALiveValue_ReachesOnlyRowsThatSeeIt(string kind)
    {
        var test = new DecodeCase([300], 2, 1, 6, 16, 64, window: 300);
        test.V[297 * 64 + 40] = float.NaN; // seen by queries 3, 4 and 5
        using var made = new MadeCache(test, kind);
        (float[] output, float[] logSumExp) = test.Decode(made.Cache);
        for (int row = 0; row < 12; row++)
        {
            Assert.Equal(row % 6 >= 3, float.IsNaN(output[row * 64 + 40]));
            Assert.False(float.IsNaN(output[row * 64 + 1])); // the first block of 32 is whole
            Assert.False(float.IsNaN(logSumExp[row]));
        }
    }

    [Fact]
    public void Forward_NaNInAQueryOrKey_StaysInItsRows()
    {
        var test = new DecodeCase([300], 3, 2, 2, 16, 16);
        test.Q[3 * 16 + 5] = float.NaN;             // head 1, query 1
        test.K[(300 + 299) * 16 + 2] = float.NaN;   // key head 1, the last position: query 1 of heads 3, 4, 5
        using DenseCache cache = test.Dense();
        (float[] output, float[] logSumExp) = test.Decode(cache);
        for (int row = 0; row < 12; row++)
        {
            bool poisoned = row == 3 || row >= 6 && row % 2 == 1;
            Assert.All(output.AsSpan(row * 16, 16).ToArray(), x => Assert.Equal(poisoned, float.IsNaN(x)));
            Assert.Equal(poisoned, float.IsNaN(logSumExp[row]));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_ThreadCount_DoesNotChangeABit(string kind)
    {
        var test = new DecodeCase([1500, 700], 4, 2, 2, 64, 64, sinks: kind == "rolling" ? 4 : 0, window: 1200);
        using var made = new MadeCache(test, kind);
        (float[] many, float[] logSumExpMany) = test.Decode(made.Cache);
        int before = Workers.Count;
        try
        {
            for (int count = 1; count <= Environment.ProcessorCount; count++)
            {
                Workers.Count = count;
                (float[] output, float[] logSumExp) = test.Decode(made.Cache);
                Assert.Equal(many, output);
                Assert.Equal(logSumExpMany, logSumExp);
            }
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_BatchComposition_DoesNotChangeABit(string kind)
    {
        var test = new DecodeCase([900, 40, 513], 3, 2, 2, 48, 48, window: 600);
        using var made = new MadeCache(test, kind);
        (float[] together, _) = test.Decode(made.Cache);
        for (int b = 0; b < 3; b++)
        {
            var alone = new DecodeCase([test.Lengths[b]], 3, 2, 2, 48, 48, window: 600);
            for (int h = 0; h < 2; h++)
            {
                test.K.AsSpan((b * 2 + h) * 900 * 48, test.Lengths[b] * 48).CopyTo(alone.K.AsSpan(h * test.Lengths[b] * 48));
                test.V.AsSpan((b * 2 + h) * 900 * 48, test.Lengths[b] * 48).CopyTo(alone.V.AsSpan(h * test.Lengths[b] * 48));
            }
            test.Q.AsSpan(b * alone.Q.Length, alone.Q.Length).CopyTo(alone.Q);
            using var one = new MadeCache(alone, kind);
            (float[] output, _) = alone.Decode(one.Cache);
            Assert.Equal(output, together[(b * output.Length)..((b + 1) * output.Length)]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_StepByStep_EqualsAllAtOnceInEveryBit(string kind)
    {
        const int steps = 11;
        var test = new DecodeCase([270], 4, 2, steps, 32, 32, sinks: kind == "rolling" ? 3 : 0, window: 200);
        using var made = new MadeCache(test, kind);
        int left = kind == "rolling" ? -1 : test.Left;
        (float[] all, float[] logSumExp) = test.Decode(made.Cache, left);
        made.Cache.Reset();
        test.Append(made.Cache, 0, 0, 0, 270 - steps); // prefill
        for (int t = 0; t < steps; t++)
        {
            test.Append(made.Cache, 0, 0, 270 - steps + t, 1);
            (float[] output, float[] l) = test.Decode(made.Cache, test.Query(t), 1, left);
            Assert.Equal(test.Slice(all, t, 32), output);
            Assert.Equal(test.Slice(logSumExp, t, 1), l);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AppendAndForward_SteadyState_AllocateNothing(string kind)
    {
        var test = new DecodeCase([300], 4, 2, 1, 32, 32, window: 100);
        float[] output = new float[8 * 32], logSumExp = new float[8];
        // Whole rounds, each over a new cache: all of a round's steps count.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Round()));

        long Round()
        {
            using var made = new MadeCache(test, kind, spare: 8);
            Step(made); // room for a doubled block, compiled code, pooled memory
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 60; i++) Step(made); // across a page's end
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Step(MadeCache made)
        {
            made.Cache.Append(test.K.AsSpan(0, 64), test.V.AsSpan(0, 64), 1);
            CachedAttention.Forward(test.Q, made.Cache, output, logSumExp, 8, 1);
        }
    }

    [Fact]
    public void Forward_LargeScores_StayFinite()
    {
        var test = new DecodeCase([600], 2, 1, 1, 64, 64);
        for (int i = 0; i < test.K.Length; i++) test.K[i] *= 60f;
        using DenseCache cache = test.Dense();
        (float[] output, float[] logSumExp) = test.Decode(cache);
        Assert.True(Heed.Tests.Attention.Closeness.Error(logSumExp, test.Reference().LogSumExp) < 2e-6);
        Assert.All(output, x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void Forward_BadArguments_NameTheParameter()
    {
        using var cache = new DenseCache(new(2, 2, 8, 4), 3);
        cache.Append(new float[2 * 2 * 8], new float[2 * 2 * 4], 1);
        float[] q = new float[2 * 4 * 8], output = new float[2 * 4 * 4];
        Refused("q: expected [B=2, Hq=4, Tq=1, D=8], 64 values; got 63", () => CachedAttention.Forward(q.AsSpan(1), cache, output, [], 4, 1));
        Refused("output: expected [B=2, Hq=4, Tq=1, Dv=4], 32 values; got 31", () => CachedAttention.Forward(q, cache, output.AsSpan(1), [], 4, 1));
        Refused("logSumExp: expected [B=2, Hq=4, Tq=1], 8 values; got 7", () => CachedAttention.Forward(q, cache, output, new float[7], 4, 1));
        Refused("Hq a multiple of Hkv=2; got [2, 3, 1, 8]", () => CachedAttention.Forward(q.AsSpan(0, 48), cache, output.AsSpan(0, 24), [], 3, 1));
        Refused("left: expected 0 or more, or −1 for no window; got -2", () => CachedAttention.Forward(q, cache, output, [], 4, 1, left: -2));
        foreach (float scale in (float[])[0f, -1f, float.NaN, float.PositiveInfinity])
            Refused("scale: expected a finite number greater than 0", () => CachedAttention.Forward(q, cache, output, [], 4, 1, scale: scale));
        Refused("output: expected memory of its own; it overlaps queries", () => CachedAttention.Forward(q, cache, q.AsSpan(0, 32), [], 4, 1));
        Refused("logSumExp: expected memory of its own; it overlaps output", () => CachedAttention.Forward(q, cache, output, output.AsSpan(0, 8), 4, 1));
        cache.Dispose();
        Assert.Throws<ObjectDisposedException>(() => CachedAttention.Forward(q, cache, output, [], 4, 1));
    }

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
