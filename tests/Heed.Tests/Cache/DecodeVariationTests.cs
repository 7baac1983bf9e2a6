using Heed.Cache;
using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;
using Heed.Tests.Attention;

namespace Heed.Tests.Cache;

/// <summary>Decoding with every kind of mask, score change and sink, from every cache, against the reference over the whole
/// sequences.</summary>
public unsafe class DecodeVariationTests
{
    private const double Tolerance = 2e-6;
    private const int Group = 2, KeyHeads = 2, Heads = Group * KeyHeads, Longest = 600;
    private static readonly int[] s_lengths = [Longest, 3, 300];
    private static readonly float[] s_slopes = [0.5f, 0.25f, 0.125f, 0.0625f];
    private static readonly string[] s_exactKinds = ["paged", "int8", "float16", "bfloat16"];

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryMask_EqualsReference(int bits)
    {
        using IDisposable width = Force(bits);
        Check(default(Bidirectional));
        Check(new Causal(0));
        Check(new Causal(-7));
        Check(new SlidingWindow(40, 0));
        Check(new SlidingWindow(300, -1));
        Check(new CausalOffsets([-500, 0, -40]));
        Check(new Padding([new(17, 520), new(1, 3), new(290, 300)]));
        Check(new PrefixLm([300, 2, 10], 0));
        Check(Documents.Causal([0, 270, 296, 596, Longest], [0, 270, 296, 596, Longest]));
        Check(new BlockSparse([.. Enumerable.Range(0, 15).Select(i => new[] { 0, i / 2, i })], 40, 40, 15));
        Check(Longformer.Mask(10, [0, 297], 0));
        Check(StreamingLlm.Mask(4, 16, 0));
        Check(Strided.Dilated(5, 3, 0));
        Check(new FirstKeys(300));
        Check(new Not<FirstKeys>(new FirstKeys(290)));
        Check(new Strided(70).Or(new SlidingWindow(15, 0)).And(new SlidingWindow(3, -1).Not()));
        Check(new Where<Sparse>(default));
        Check(new Where<Nothing>(default));
        Check(RandomMatrix(1, 1));
        Check(RandomMatrix(3, Heads));
        Check(BigBird.Mask(Longest, 16, seed: 4));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryScore_EqualsReference(int bits)
    {
        using IDisposable width = Force(bits);
        Check(default(Bidirectional), new SoftCap(1.5f));
        Check(default(Bidirectional), new Alibi(s_slopes));
        Check(default(Bidirectional), new SoftCap(2f).Then(new Alibi(s_slopes)));
        Check(new SlidingWindow(270, -1), new Alibi([0.01f, 0.02f, 0.03f, 0.04f]).Then(new SoftCap(2f)));
        Check(new Where<Sparse>(default), new DistanceBias(Numbers(8 * Heads), d => Math.Clamp(d / 40 + 7, 0, 7), Heads, Longest, Longest));
        (int, int, int, int)[] broadcasts =
            [(3, Heads, Longest, Longest), (1, 1, Longest, Longest), (3, 1, 1, Longest), (1, Heads, Longest, 1), (1, 1, 1, 1)];
        foreach ((int b, int h, int i, int j) in broadcasts)
        {
            float[] bias = Numbers(b * h * i * j);
            fixed (float* p = bias) Check(default(Bidirectional), new SoftCap(3f).Then(new AdditiveBias(new BiasView(p, b, h, i, j))));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sinks_EqualReference(int bits)
    {
        using IDisposable width = Force(bits);
        float[] logits = [1f, -2f, 30f, float.NegativeInfinity];
        Check(default(Bidirectional), default(PlainScore), logits);
        Check(new Where<Nothing>(default), default(PlainScore), logits); // rows without keys: 0 and the sink's logit
        Check(new SlidingWindow(20, 0), new SoftCap(2f), [0f, 90f, -90f, 3f]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RollingCacheWithSinks_MaskAndScoreSeeTruePositions(int bits)
    {
        using IDisposable width = Force(bits);
        foreach ((int sinks, int window) in ((int, int)[])[(4, 60), (300, 100), (0, 257)])
            foreach (int queries in (int[])[1, 4])
            {
                var test = new DecodeCase([700, 5, 350, 64], Group, KeyHeads, queries, 24, 24, sinks, window, seed: window + queries);
                using RollingCache cache = test.Rolling();
                Compare(test, new Where<Sparse>(default), new Alibi(s_slopes), cache);
                Compare(test, new Not<SlidingWindow>(new SlidingWindow(30, -1)), new SoftCap(2f), cache);
                Compare(test, new Strided(3), default(PlainScore), cache, [1f, 2f, -1f, 0f]);
            }

        static void Compare<TMask, TScore>(DecodeCase test, TMask mask, TScore score, RollingCache cache, float[]? sinkLogits = null)
            where TMask : struct, IMask where TScore : struct, IScore
            => Close(test.Reference(mask, score, sinkLogits), test.Decode(cache, mask, score, sinkLogits: sinkLogits),
                $"{test} {mask.Name}; {score.Name}");
    }

    [Fact]
    public void Forward_EqualsTheLastRowsOfTheTiledKernel()
    {
        const int length = 530, queries = 4;
        var all = new AttentionCase<Causal>(new AttentionShape(1, Heads, KeyHeads, length, length, 24, 40), new Causal(0), seed: 3);
        var mask = new Where<Sparse>(default);
        Then<SoftCap, Alibi> score = new SoftCap(2f).Then(new Alibi(s_slopes));
        float[] logits = [1f, -2f, 3f, 0f], output = new float[all.G.Length], sums = new float[Heads * length];
        fixed (float* q = all.Q, k = all.K, v = all.V, o = output, l = sums, s = logits)
        {
            var inputs = new AttentionInputs(all.Shape.Queries(q), all.Shape.Keys(k), all.Shape.Values(v)) { Sinks = (nint)s };
            Heed.Attention.Forward(inputs, all.Shape.Output(o), l, mask.And(new Causal(0)), score, default(NoObserver));
        }
        using var cache = new DenseCache(new(1, KeyHeads, 24, 40), length);
        cache.Append(all.K, all.V, length);
        float[] decoded = new float[Heads * queries * 40], decodedSums = new float[Heads * queries];
        CachedAttention.Forward(Last(all.Q, 24), cache, decoded, decodedSums, Heads, queries, mask, score, sinkLogits: logits);
        Assert.True(Closeness.Error(decoded, Array.ConvertAll(Last(output, 40), x => (double)x)) < Tolerance);
        Assert.True(Closeness.Error(decodedSums, Array.ConvertAll(Last(sums, 1), x => (double)x)) < Tolerance);

        static float[] Last(float[] numbers, int width)
            => [.. Enumerable.Range(1, Heads).SelectMany(h => numbers[((h * length - queries) * width)..(h * length * width)])];
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void SixteenBitQueries_EqualTheWidenedOnesInEveryBit(ElementType element)
    {
        var test = new DecodeCase(s_lengths, Group, KeyHeads, 4, 23, 17);
        var narrow = new ushort[test.Q.Length];
        fixed (float* wide = test.Q, o = new float[test.Shape.Batch * Heads * 4 * 17], l = new float[test.Shape.Batch * Heads * 4])
        fixed (ushort* q = narrow)
        {
            Narrowing.Run(element, wide, narrow.Length, q);
            Widening.Run(element, q, narrow.Length, wide);
            HeadView queries = test.Shape.Queries((float*)q) with { Element = element }, output = test.Shape.Output(o);
            using DenseCache cache = test.Dense();
            CachedAttention.Forward(queries, cache, output, l, 260);
            (float[] expected, float[] sums) = test.Decode(cache, 260);
            Assert.Equal(expected, new ReadOnlySpan<float>(o, expected.Length).ToArray());
            Assert.Equal(sums, new ReadOnlySpan<float>(l, sums.Length).ToArray());
            CachedAttention.Forward(queries, cache, output, l, new Where<Sparse>(default), new SoftCap(2f));
            (expected, sums) = test.Decode(cache, new Where<Sparse>(default), new SoftCap(2f));
            Assert.Equal(expected, new ReadOnlySpan<float>(o, expected.Length).ToArray());
            Assert.Equal(sums, new ReadOnlySpan<float>(l, sums.Length).ToArray());
        }
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void SixteenBitCache_IsExactForWhatItRoundsTo(ElementType element)
    {
        var test = new DecodeCase([300, 40], Group, KeyHeads, 2, 23, 50);
        using DenseCache cache = test.Dense(element);
        (float[] output, float[] sums) = test.Decode(cache);
        foreach (float[] numbers in (float[][])[test.K, test.V])
            for (int i = 0; i < numbers.Length; i++)
            {
                float before = numbers[i];
                fixed (float* number = &numbers[i])
                {
                    ushort stored;
                    Narrowing.Run(element, number, 1, &stored);
                    Widening.Run(element, &stored, 1, number);
                }
                float halfStep = element == ElementType.Float16 ? 1f / 2048 : 1f / 256;
                Assert.InRange(Math.Abs(numbers[i] - before), 0, Math.Abs(before) * halfStep + 1e-7f);
            }
        using DenseCache rounded = test.Dense();
        Assert.Equal(cache.Bytes, rounded.Bytes / 2);
        (float[] expected, float[] expectedSums) = test.Decode(rounded);
        Assert.Equal(expected, output);
        Assert.Equal(expectedSums, sums);
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void Widening_EveryNumber_IsExactAndComesBack(ElementType element)
    {
        ushort[] all = [.. Enumerable.Range(0, 65536 + 7).Select(i => (ushort)i)], back = new ushort[all.Length];
        var wide = new float[all.Length];
        fixed (ushort* source = all, narrow = back)
        fixed (float* target = wide)
        {
            Widening.Run(element, source, all.Length, target);
            Narrowing.Run(element, target, all.Length, narrow);
        }
        for (int i = 0; i < all.Length; i++)
        {
            float expected = element == ElementType.Float16 ? (float)BitConverter.UInt16BitsToHalf(all[i])
                : BitConverter.UInt32BitsToSingle((uint)all[i] << 16);
            if (float.IsNaN(expected)) Assert.True(float.IsNaN(wide[i]));
            else Assert.Equal((BitConverter.SingleToInt32Bits(expected), all[i]), (BitConverter.SingleToInt32Bits(wide[i]), back[i]));
        }
    }

    [Fact]
    public void Narrowing_RoundsToTheNearestTiesToEven_AndKeepsSpecialValues()
    {
        float[] numbers =
        [
            1f, 1f + 1f / 256, 1f + 3f / 256, 1f + 1f / 256 + 1e-6f, -1f - 1f / 256, float.MaxValue, float.NegativeInfinity, float.NaN,
            BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0x00018000),
        ];
        ushort[] expected = [0x3F80, 0x3F80, 0x3F82, 0x3F81, 0xBF80, 0x7F80, 0xFF80, 0xFFC0, 0x7FC0, 0x0002];
        var stored = new ushort[numbers.Length];
        fixed (float* source = numbers)
        fixed (ushort* target = stored) Narrowing.Run(ElementType.BFloat16, source, numbers.Length, target);
        Assert.Equal(expected, stored);
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("rolling")]
    [InlineData("paged")]
    [InlineData("int8")]
    public void Forward_BatchThreadsAndSteps_ChangeNoBit(string kind)
    {
        const int steps = 3, window = 500;
        var mask = new Where<SparseInKeys>(default);
        Then<SoftCap, Alibi> score = new SoftCap(2f).Then(new Alibi(s_slopes));
        float[] logits = [1f, -2f, 3f, 0f];
        var test = new DecodeCase([900, 40, 513], Group, KeyHeads, steps, 48, 48, window: window);
        using var made = new MadeCache(test, kind);
        (float[] together, float[] sums) = test.Decode(made.Cache, mask, score, test.Left, logits);
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            (float[] output, float[] l) = test.Decode(made.Cache, mask, score, test.Left, logits);
            Assert.Equal(together, output);
            Assert.Equal(sums, l);
        }
        finally
        {
            Workers.Count = before;
        }
        for (int b = 0; b < 3; b++)
        {
            int length = test.Lengths[b], rows = Heads * steps;
            var alone = new DecodeCase([length], Group, KeyHeads, steps, 48, 48, window: window);
            for (int h = 0; h < KeyHeads; h++)
            {
                test.K.AsSpan((b * KeyHeads + h) * 900 * 48, length * 48).CopyTo(alone.K.AsSpan(h * length * 48));
                test.V.AsSpan((b * KeyHeads + h) * 900 * 48, length * 48).CopyTo(alone.V.AsSpan(h * length * 48));
            }
            test.Q.AsSpan(b * alone.Q.Length, alone.Q.Length).CopyTo(alone.Q);
            using var one = new MadeCache(alone, kind);
            one.Cache.Truncate(0, length - steps);
            for (int t = 0; t < steps; t++)
            {
                alone.Append(one.Cache, 0, 0, length - steps + t, 1);
                float[] output = new float[Heads * 48], l = new float[Heads];
                CachedAttention.Forward(alone.Query(t), one.Cache, output, l, Heads, 1, mask, score, alone.Left, null, logits);
                Assert.Equal(alone.Slice(together[(b * rows * 48)..((b + 1) * rows * 48)], t, 48), output);
                Assert.Equal(alone.Slice(sums[(b * rows)..((b + 1) * rows)], t, 1), l);
            }
        }
    }

    [Fact]
    public void HiddenParts_AreNotRead()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Read(default(Bidirectional)));
        Assert.Equal([6, 7], Read(new SlidingWindow(300, -1)));
        Assert.Equal([0, 7], Read(StreamingLlm.Mask(4, 16, 0)));
        Assert.Equal([0, 3, 7], Read(new BlockSparse([.. Enumerable.Range(0, 20).Select(i => new[] { 0, 9, i })], 100, 100, 20)));
        Assert.Equal([2], Read(new Padding([new(600, 700)])));
        Assert.Equal([5, 6, 7], Read(Documents.Causal([0, 1400, 2000], [0, 1400, 2000])));

        static int[] Read<TMask>(TMask mask) where TMask : struct, IMask
        {
            var parts = new HashSet<int>();
            float[] q = new float[2 * 16], output = new float[2 * 16];
            fixed (float* qp = q, op = output)
            {
                HeadView queries = HeadView.Contiguous(qp, 1, 1, 2, 16), target = HeadView.Contiguous(op, 1, 1, 2, 16);
                AttentionDecode<RecordingRows, TMask, PlainScore>.Run(
                    new DecodeCall(queries, target, 0, 0, 1, 1 << 30, 2000, 1f), new RecordingRows(2000, 16, parts), mask, default);
            }
            return [.. parts.Order()];
        }
    }

    [Fact]
    public void Forward_MaskForMorePositions_IsTheSameMask()
    {
        const int made = 640;
        var test = new DecodeCase(s_lengths, Group, KeyHeads, 2, 16, 16);
        using DenseCache cache = test.Dense();
        bool[] small = new bool[Longest * Longest], large = new bool[made * made];
        for (int i = 0; i < made * made; i++)
        {
            large[i] = i * 7L % 11 < 5;
            if (i / made < Longest && i % made < Longest) small[i / made * Longest + i % made] = large[i];
        }
        (float[] expected, float[] expectedSums) = test.Decode(
            cache, new BooleanMatrix(small, 1, 1, Longest, Longest), default(PlainScore));
        (float[] output, float[] sums) = test.Decode(
            cache, new BooleanMatrix(large, 1, 1, made, made), default(PlainScore), positions: made);
        Assert.Equal(expected, output);
        Assert.Equal(expectedSums, sums);
    }

    [Theory]
    [MemberData(nameof(DecodeContractTests.Kinds), MemberType = typeof(DecodeContractTests))]
    public void Forward_SteadyState_AllocatesNothing(string kind)
    {
        var test = new DecodeCase([300], Group, KeyHeads, 1, 32, 32, window: 100);
        var mask = new Where<Sparse>(default);
        Then<SoftCap, Alibi> score = new SoftCap(2f).Then(new Alibi(s_slopes));
        float[] output = new float[Heads * 32], logSumExp = new float[Heads], logits = new float[Heads];
        // Whole rounds, each over a new cache: all of a round's steps count.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Round()));

        long Round()
        {
            using var made = new MadeCache(test, kind, spare: 8);
            Step(made); // room for a doubled block, compiled code, pooled memory
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 60; i++) Step(made);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Step(MadeCache made)
        {
            made.Cache.Append(test.K.AsSpan(0, 64), test.V.AsSpan(0, 64), 1);
            CachedAttention.Forward(test.Q, made.Cache, output, logSumExp, Heads, 1, mask, score, sinkLogits: logits);
        }
    }

    [Fact]
    public void BadArguments_NameTheParameter()
    {
        using var cache = new DenseCache(new(2, 2, 8, 4), 9);
        cache.Append(0, new float[2 * 5 * 8], new float[2 * 5 * 4], 5);
        float[] q = new float[2 * 4 * 8], output = new float[2 * 4 * 4];
        Refused("sinkLogits: expected [Hq=4], or none; got 3 values", () => Forward(default(Bidirectional), default(PlainScore), 3));
        Refused("positions: expected at least 5, the longest batch row; got 4",
            () => Forward(default(Bidirectional), default(PlainScore), 0, 4));
        Refused("mask matrix: expected [B=2 or 1, Hq=4 or 1, Tq=5, Tk=5]; got [1, 1, 3, 3]",
            () => Forward(new BooleanMatrix(new bool[9], 1, 1, 3, 3), default(PlainScore)));
        Refused("padding: expected a range of keys for each of 2 batch rows; got 1",
            () => Forward(new Padding([new(0, 4)]), default(PlainScore)));
        Refused("alibi: expected a slope for each of Hq=4 heads; got 2", () => Forward(default(Bidirectional), new Alibi([1f, 2f])));
        Refused("soft cap: expected", () => Forward(default(Bidirectional), new SoftCap(0f)));
        Refused("distance bias: expected Hq=4, Tq=7, Tk=7",
            () => Forward(default(Bidirectional), new DistanceBias(new float[4], _ => 0, 4, 5, 5), 0, 7));
        Refused("queries: expected float32, float16 or bfloat16; got 9", () => Views((ElementType)9, ElementType.Float32));
        Refused("output: expected float32; got BFloat16", () => Views(ElementType.Float32, ElementType.BFloat16));
        Refused("element: expected float32, float16 or bfloat16; got 9", () => new DenseCache(new(1, 1, 8), 4, element: (ElementType)9));
        Refused("values: expected float32", () =>
        {
            fixed (float* p = q)
                cache.Append(HeadView.Contiguous(p, 2, 2, 1, 8), HeadView.Contiguous(p, 2, 2, 1, 4) with { Element = ElementType.Float16 });
        });
        Assert.Equal(0, cache.Length(1));
        Assert.All(output, x => Assert.Equal(0f, x));

        void Forward<TMask, TScore>(TMask mask, TScore score, int sinks = 0, int? positions = null)
            where TMask : struct, IMask where TScore : struct, IScore
            => CachedAttention.Forward(q, cache, output, [], 4, 1, mask, score, sinkLogits: new float[sinks], positions: positions);

        void Views(ElementType queries, ElementType target)
        {
            fixed (float* qp = q, op = output)
                CachedAttention.Forward(
                    HeadView.Contiguous(qp, 2, 4, 1, 8) with { Element = queries }, cache,
                    HeadView.Contiguous(op, 2, 4, 1, 4) with { Element = target }, null);
        }

        static void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);
    }

    private static void Check<TMask>(TMask mask) where TMask : struct, IMask => Check(mask, default(PlainScore));

    /// <summary>Every cache against the reference or, what they hold being the same, against the dense one bit for bit; then with poison
    /// behind the mask.</summary>
    private static void Check<TMask, TScore>(TMask mask, TScore score, float[]? sinkLogits = null)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        foreach ((int queries, int window) in ((int, int)[])[(1, int.MaxValue), (4, int.MaxValue), (4, 290)])
        {
            DecodeCase test = new DecodeCase(s_lengths, Group, KeyHeads, queries, 20, 33, window: window, seed: queries).Exact();
            string name = $"{test} {mask.Name}; {score.Name}";
            using DenseCache dense = test.Dense();
            (float[] Output, float[] LogSumExp) result = test.Decode(dense, mask, score, test.Left, sinkLogits);
            ReferenceAttention expected = test.Reference(mask, score, sinkLogits);
            Close(expected, result, name);
            foreach (string kind in s_exactKinds) Same(test, kind, test.Left);
            if (window != int.MaxValue) Same(test, "rolling", -1);
            Poison(test, mask, score, sinkLogits, result, every: int.MaxValue);
            Poison(test, mask, score, sinkLogits, result, every: 97);

            void Same(DecodeCase from, string kind, int left)
            {
                using var made = new MadeCache(from, kind);
                (float[] output, float[] logSumExp) = from.Decode(made.Cache, mask, score, left, sinkLogits);
                Assert.Equal(result.Output, output);
                Assert.Equal(result.LogSumExp, logSumExp);
            }
        }
    }

    /// <summary>NaN and ∞ at all positions that no row of a key head sees, and at some that some rows do: those that see none of it keep
    /// their bits.</summary>
    private static void Poison<TMask, TScore>(
        DecodeCase test, TMask mask, TScore score, float[]? sinkLogits, (float[] Output, float[] LogSumExp) clean, int every)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        AttentionShape shape = test.Shape;
        var seen = new LastRows<TMask>(mask, test.Lengths, shape.QueryCount).And(
            new SequenceMask(test.Lengths, shape.QueryCount, test.Sinks, test.Window));
        float[] poisons = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        var poisoned = new bool[shape.Batch, shape.KeyHeads, Longest];
        for (int b = 0; b < shape.Batch; b++)
            for (int h = 0; h < shape.KeyHeads; h++)
                for (int j = 0; j < test.Lengths[b]; j++)
                {
                    if ((j + 1) % every != 0 && Sees(b, h, j)) continue;
                    poisoned[b, h, j] = true;
                    int at = (b * shape.KeyHeads + h) * Longest + j;
                    test.K.AsSpan(at * shape.Width, shape.Width).Fill(poisons[j % 3]);
                    test.V.AsSpan(at * shape.ValueWidth, shape.ValueWidth).Fill(poisons[(j + 1) % 3]);
                }
        foreach (string kind in (string[])["dense", "paged", "int8", "bfloat16", .. test.Left < 0 ? Array.Empty<string>() : ["rolling"]])
        {
            using var made = new MadeCache(test, kind);
            (float[] output, float[] logSumExp) = test.Decode(made.Cache, mask, score, kind == "rolling" ? -1 : test.Left, sinkLogits);
            for (int row = 0; row < logSumExp.Length; row++)
            {
                (int b, int h, int t) = (row / (Heads * shape.QueryCount), row / shape.QueryCount % Heads, row % shape.QueryCount);
                bool clear = true;
                for (int j = 0; j < test.Lengths[b] && clear; j++) clear = !poisoned[b, h / Group, j] || !seen.Allows(b, h, t, j);
                if (!clear) continue;
                Assert.Equal(clean.LogSumExp[row], logSumExp[row]);
                Assert.Equal(clean.Output.AsSpan(row * shape.ValueWidth, shape.ValueWidth),
                    output.AsSpan(row * shape.ValueWidth, shape.ValueWidth));
            }
        }

        bool Sees(int b, int keyHead, int j)
        {
            for (int g = 0; g < Group; g++)
                for (int t = 0; t < shape.QueryCount; t++)
                    if (seen.Allows(b, keyHead * Group + g, t, j)) return true;
            return false;
        }
    }

    private static void Close(ReferenceAttention expected, (float[] Output, float[] LogSumExp) actual, string name)
    {
        double error = Closeness.Error(actual.Output, expected.Output), rowError = Closeness.Error(actual.LogSumExp, expected.LogSumExp);
        Assert.True(error < Tolerance, $"{name}: output {error:E2}");
        Assert.True(rowError < Tolerance, $"{name}: log-sum-exp {rowError:E2}");
    }

    private static BooleanMatrix RandomMatrix(int batches, int heads)
    {
        var random = new Randomness(5);
        var allowed = new bool[batches * heads * Longest * Longest];
        for (int i = 0; i < allowed.Length; i++) allowed[i] = i / Longest % 7 != 3 && random.NextInt(3) == 0;
        return new BooleanMatrix(allowed, batches, heads, Longest, Longest);
    }

    private static float[] Numbers(int count)
    {
        var random = new Randomness(9);
        var numbers = new float[count];
        foreach (ref float number in numbers.AsSpan()) number = (float)(random.NextDouble() * 4 - 2);
        return numbers;
    }

    private static IDisposable Force(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        return Lanes.Force(bits);
    }

    private readonly struct Sparse : IPairRule
    {
        public string Name => "sparse";

        public bool Allows(int batch, int head, int row, int key) => (row * 7 + key * 3 + head + batch) % 11 < 3;
    }

    /// <summary>The same in every batch row.</summary>
    private readonly struct SparseInKeys : IPairRule
    {
        public string Name => "sparse";

        public bool Allows(int batch, int head, int row, int key) => (row * 7 + key * 3 + head) % 11 < 3;
    }

    private readonly struct Nothing : IPairRule
    {
        public string Name => "nothing";

        public bool Allows(int batch, int head, int row, int key) => false;
    }
}
