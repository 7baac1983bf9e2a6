using System.Numerics.Tensors;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>The public calls on tensor spans against those on plain spans, with strides and guards.</summary>
public class TensorSpanTests
{
    private static readonly AttentionShape s_shape = new(2, 4, 2, 20, 30, 16, 24);

    [Fact]
    public void ForwardAndBackward_RowMajor_EqualTheSpans()
    {
        var test = new AttentionCase<Causal>(s_shape, Causal.BottomRight(20, 30), seed: 3);
        (float[] output, float[] logSumExp) = test.Forward();
        (float[] dq, float[] dk, float[] dv) = test.Backward(output, logSumExp);
        float[] output2 = new float[output.Length], logSumExp2 = new float[logSumExp.Length], dq2 = new float[dq.Length], dk2 = new float[dk.Length], dv2 = new float[dv.Length];
        ReadOnlyTensorSpan<float> q = new(test.Q, [2, 4, 20, 16]), k = new(test.K, [2, 2, 30, 16]), v = new(test.V, [2, 2, 30, 24]);
        Heed.Attention.Forward(q, k, v, new TensorSpan<float>(output2, [2, 4, 20, 24]), logSumExp2, test.Mask, default(PlainScore));
        Heed.Attention.Backward(
            q, k, v, new ReadOnlyTensorSpan<float>(output2, [2, 4, 20, 24]), logSumExp2, new ReadOnlyTensorSpan<float>(test.G, [2, 4, 20, 24]),
            new TensorSpan<float>(dq2, [2, 4, 20, 16]), new TensorSpan<float>(dk2, [2, 2, 30, 16]), new TensorSpan<float>(dv2, [2, 2, 30, 24]), test.Mask, default(PlainScore));
        Assert.Equal(output, output2);
        Assert.Equal(logSumExp, logSumExp2);
        Assert.Equal(dq, dq2);
        Assert.Equal(dk, dk2);
        Assert.Equal(dv, dv2);
    }

    [Fact]
    public void Forward_HeadsSideBySide_AreReadWhereTheyLie()
    {
        // [B, T, H, D] in memory, seen as [B, H, T, D].
        var test = new AttentionCase<Bidirectional>(new(2, 3, 10, 8), default, seed: 4);
        float[] expected = test.Forward().Output, output = new float[expected.Length];
        nint[] lengths = [2, 3, 10, 8], strides = [3 * 10 * 8, 8, 3 * 8, 1];
        Heed.Attention.Forward(
            new ReadOnlyTensorSpan<float>(SideBySide(test.Q), lengths, strides), new ReadOnlyTensorSpan<float>(SideBySide(test.K), lengths, strides),
            new ReadOnlyTensorSpan<float>(SideBySide(test.V), lengths, strides), new TensorSpan<float>(output, lengths, strides), [], test.Mask, default(PlainScore));
        Assert.Equal(SideBySide(expected), output);

        static float[] SideBySide(float[] values)
        {
            var result = new float[values.Length];
            for (int b = 0; b < 2; b++)
                for (int h = 0; h < 3; h++)
                    for (int t = 0; t < 10; t++) values.AsSpan(((b * 3 + h) * 10 + t) * 8, 8).CopyTo(result.AsSpan(((b * 10 + t) * 3 + h) * 8));
            return result;
        }
    }

    [Fact]
    public void Forward_WrongTensors_NameTheParameter()
    {
        var (q, k, v, o) = (new float[2 * 4 * 8], new float[2 * 4 * 8], new float[2 * 4 * 8], new float[2 * 4 * 8]);
        Refused("q: expected [B, Hq, Tq, D]; got 3 axes", () => Run(new(q, [2, 4, 8]), new(k, [1, 2, 4, 8]), new(v, [1, 2, 4, 8]), new(o, [1, 2, 4, 8])));
        Refused("k: expected a last axis without gaps; got a stride of 2", () => Run(new(q, [1, 2, 4, 4]), new(k, [1, 2, 4, 4], [0, 32, 8, 2]), new(v, [1, 2, 4, 8]), new(o, [1, 2, 4, 8])));
        Refused("output: expected memory of its own", () => Run(new(q, [1, 2, 4, 8]), new(k, [1, 2, 4, 8]), new(v, [1, 2, 4, 8]), new(o, [1, 2, 4, 8], [0, 0, 8, 1])));
        Refused("keys: expected [B=1, Hkv, Tk, D=8]; got [1, 2, 8, 4]", () => Run(new(q, [1, 2, 4, 8]), new(k, [1, 2, 8, 4]), new(v, [1, 2, 8, 4]), new(o, [1, 2, 4, 4])));
        Refused("logSumExp: expected [B=1, Hq=2, Tq=4], 8 values; got 3", () =>
            Heed.Attention.Forward(
                new ReadOnlyTensorSpan<float>(q, [1, 2, 4, 8]), new ReadOnlyTensorSpan<float>(k, [1, 2, 4, 8]), new ReadOnlyTensorSpan<float>(v, [1, 2, 4, 8]),
                new TensorSpan<float>(o, [1, 2, 4, 8]), new float[3], default(Bidirectional), default(PlainScore)));
        Refused("output: expected memory of its own; it overlaps", () => Run(new(q, [1, 2, 4, 8]), new(k, [1, 2, 4, 8]), new(v, [1, 2, 4, 8]), new(q, [1, 2, 4, 8])));

        static void Run(ReadOnlyTensorSpan<float> q, ReadOnlyTensorSpan<float> k, ReadOnlyTensorSpan<float> v, TensorSpan<float> output)
            => Heed.Attention.Forward(q, k, v, output, [], default(Bidirectional), default(PlainScore));

        static void Refused(string message, Action act) => Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message);
    }
}
