using FsCheck;
using FsCheck.Fluent;
using Heed.Masks;
using Heed.Numerics;

namespace Heed.Tests.Attention;

/// <summary>What must hold for any inputs, on many drawn shapes.</summary>
public class PropertyTests
{
    private const int Draws = 40;

    [Fact]
    public void PermutingKeys_UnderNoMask_ChangesNothingButRounding()
        => ForEach((seed, shape) =>
        {
            var test = new AttentionCase<Bidirectional>(shape, default, seed);
            (float[] output, float[] logSumExp) = test.Forward();
            int[] order = [.. Enumerable.Range(0, shape.KeyCount)];
            new Random(seed).Shuffle(order);
            var permuted = new AttentionCase<Bidirectional>(shape, default, seed);
            for (int head = 0; head < shape.Batch * shape.KeyHeads; head++)
                for (int j = 0; j < shape.KeyCount; j++)
                {
                    Row(test.K, head, order[j], shape.Width).CopyTo(Row(permuted.K, head, j, shape.Width));
                    Row(test.V, head, order[j], shape.ValueWidth).CopyTo(Row(permuted.V, head, j, shape.ValueWidth));
                }
            (float[] output2, float[] logSumExp2) = permuted.Forward();
            Close(output, output2, seed);
            Close(logSumExp, logSumExp2, seed);

            Span<float> Row(float[] values, int head, int j, int width) => values.AsSpan((head * shape.KeyCount + j) * width, width);
        });

    [Fact]
    public void SplittingKeys_AndMergingByLogSumExp_ChangesNothingButRounding()
        => ForEach((seed, shape) =>
        {
            int cut = new Random(seed).Next(shape.KeyCount + 1);
            var whole = new AttentionCase<Bidirectional>(shape, default, seed);
            (float[] output, float[] logSumExp) = whole.Forward();
            (float[] first, float[] firstSum) = Part(new FirstKeys(cut));
            (float[] second, float[] secondSum) = Part(new Not<FirstKeys>(new FirstKeys(cut)));
            var merged = new float[output.Length];
            for (int row = 0; row < logSumExp.Length; row++)
            {
                double a = Math.Exp(firstSum[row] - logSumExp[row]), b = Math.Exp(secondSum[row] - logSumExp[row]);
                for (int d = 0; d < shape.ValueWidth; d++)
                    merged[row * shape.ValueWidth + d] = (float)(a * first[row * shape.ValueWidth + d] + b * second[row * shape.ValueWidth + d]);
            }
            Close(output, merged, seed);

            (float[], float[]) Part<TMask>(TMask mask) where TMask : struct, IMask
            {
                var (o, l) = (new float[output.Length], new float[logSumExp.Length]);
                Heed.Attention.Forward(whole.Q, whole.K, whole.V, o, l, shape, mask, whole.Scale);
                return (o, l);
            }
        });

    [Fact]
    public void Causal_EqualsWindowsOfFullLength_InEveryBit()
        => ForEach((seed, shape) =>
        {
            int offset = shape.KeyCount - shape.QueryCount;
            var causal = new AttentionCase<Causal>(shape, new Causal(offset), seed);
            var window = new AttentionCase<SlidingWindow>(shape, new SlidingWindow(-1, 0, offset), seed);
            var wide = new AttentionCase<And<SlidingWindow, Causal>>(shape, new SlidingWindow(shape.KeyCount + shape.QueryCount, 5, offset).And(new Causal(offset)), seed);
            (float[] output, float[] logSumExp) = causal.Forward();
            Assert.Equal(output, window.Forward().Output);
            Assert.Equal(output, wide.Forward().Output);
            (float[] dq, float[] dk, float[] dv) = causal.Backward(output, logSumExp);
            (float[] dq2, float[] dk2, float[] dv2) = window.Backward(output, logSumExp);
            Assert.Equal(dq, dq2);
            Assert.Equal(dk, dk2);
            Assert.Equal(dv, dv2);
        });

    [Fact]
    public void Mask_WithoutItsComplement_LeavesTheRest()
        => ForEach((seed, shape) =>
        {
            // A mask and its complement together are no mask at all.
            var window = new SlidingWindow(seed % 50, seed % 7, shape.KeyCount - shape.QueryCount);
            var test = new AttentionCase<Bidirectional>(shape, default, seed);
            var both = new AttentionCase<Or<SlidingWindow, Not<SlidingWindow>>>(shape, window.Or(window.Not()), seed);
            Close(test.Forward().Output, both.Forward().Output, seed);
        });

    [Fact]
    public void BatchAndThreads_ChangeNoBit()
        => ForEach((seed, shape) =>
        {
            var test = new AttentionCase<Causal>(shape with { Batch = 2 }, Causal.BottomRight(shape.QueryCount, shape.KeyCount), seed);
            (float[] output, float[] logSumExp) = test.Forward();
            var alone = new AttentionCase<Causal>(shape with { Batch = 1 }, test.Mask, seed);
            test.Q.AsSpan(test.Q.Length / 2).CopyTo(alone.Q);
            test.K.AsSpan(test.K.Length / 2).CopyTo(alone.K);
            test.V.AsSpan(test.V.Length / 2).CopyTo(alone.V);
            int threads = Workers.Count;
            try
            {
                Workers.Count = 1;
                (float[] output2, float[] logSumExp2) = alone.Forward();
                Assert.Equal(output.AsSpan(output.Length / 2).ToArray(), output2);
                Assert.Equal(logSumExp.AsSpan(logSumExp.Length / 2).ToArray(), logSumExp2);
            }
            finally
            {
                Workers.Count = threads;
            }
        });

    /// <summary>Checks a property on drawn shapes, always the same ones; a failure is made smaller and names its seed and shape.</summary>
    private static void ForEach(Action<int, AttentionShape> property)
        => Prop.ForAll(s_cases, drawn => property(drawn.Seed, drawn.Shape)).Check(Config.QuickThrowOnFailure.WithMaxTest(Draws).WithReplay(1, 3));

    private static readonly Arbitrary<(int Seed, AttentionShape Shape)> s_cases = Arb.ToArbitrary<(int Seed, AttentionShape Shape)>(
        from seed in Gen.Choose(1, 1_000_000)
        from batch in Gen.Choose(1, 2)
        from keyHeads in Gen.Choose(1, 3)
        from heads in Gen.Choose(1, 3)
        from queries in Gen.Choose(1, 199)
        from keys in Gen.Choose(1, 1700)
        from width in Gen.Choose(1, 89)
        from valueWidth in Gen.Choose(1, 89)
        select (seed, new AttentionShape(batch, keyHeads * heads, keyHeads, queries, keys, width, valueWidth)), Smaller);

    private static IEnumerable<(int Seed, AttentionShape Shape)> Smaller((int Seed, AttentionShape Shape) drawn)
    {
        AttentionShape s = drawn.Shape;
        AttentionShape[] halves =
        [
            s with { Batch = 1 }, s with { Heads = 1, KeyHeads = 1 }, s with { QueryCount = (s.QueryCount + 1) / 2 }, s with { KeyCount = (s.KeyCount + 1) / 2 },
            s with { Width = (s.Width + 1) / 2 }, s with { ValueWidth = (s.ValueWidth + 1) / 2 },
        ];
        return halves.Where(smaller => smaller != s).Select(smaller => (drawn.Seed, smaller));
    }

    private static void Close(float[] expected, float[] actual, int seed)
    {
        float largest = expected.Select(Math.Abs).Append(1e-3f).Max();
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= 4e-6f * largest, $"seed {seed}, at {i}: {expected[i]} and {actual[i]}");
    }
}
