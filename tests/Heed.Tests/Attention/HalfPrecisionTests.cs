using Heed.Dropout;
using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>16-bit inputs, read as they are stored.</summary>
public unsafe class HalfPrecisionTests
{
    private static readonly AttentionShape s_shape = new(2, 4, 2, 90, 300, 20, 33);

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void Forward_SixteenBits_EqualsTheWidenedInputsInEveryBit(ElementType element)
    {
        var test = new AttentionCase<Causal>(s_shape, new Causal(210), seed: 8);
        ushort[] q = Narrow(test.Q, element), k = Narrow(test.K, element), v = Narrow(test.V, element);
        Widen(q, test.Q, element);
        Widen(k, test.K, element);
        Widen(v, test.V, element);
        (float[] expected, float[] expectedSum) = test.Forward();
        float[] output = new float[expected.Length], sum = new float[expectedSum.Length], mixed = new float[expected.Length];
        fixed (ushort* qp = q, kp = k, vp = v)
        fixed (float* o = output, l = sum, m = mixed, wideValues = test.V)
        {
            HeadView queries = s_shape.Queries((float*)qp) with { Element = element }, keys = s_shape.Keys((float*)kp) with { Element = element };
            HeadView values = s_shape.Values((float*)vp) with { Element = element };
            Heed.Attention.Forward(new AttentionInputs(queries, keys, values), s_shape.Output(o), l, test.Mask, default(PlainScore), default(NoObserver));
            Heed.Attention.Forward(new AttentionInputs(queries, keys, s_shape.Values(wideValues)), s_shape.Output(m), null, test.Mask, default(PlainScore), default(NoDropout), default(NoObserver));
            var inputs = new AttentionInputs(queries, keys, values);
            nint sums = (nint)l;
            HeadView half = queries;
            Assert.Contains("expected float32 numbers", Assert.Throws<ArgumentException>(() => (nint)half.Row(0, 0, 0)).Message);
            var refused = Assert.Throws<ArgumentException>(() => Heed.Attention.VisitWeights(inputs, (float*)sums, test.Mask, default(PlainScore), new ReceivedAttention(2, 4, 300)));
            Assert.Contains($"queries: expected float32; got {element}", refused.Message);
        }
        Assert.Equal(expected, output);
        Assert.Equal(expectedSum, sum);
        Assert.Equal(expected, mixed);
    }

    private static ushort[] Narrow(float[] values, ElementType element)
        => Array.ConvertAll(values, x => element == ElementType.Float16 ? BitConverter.HalfToUInt16Bits((Half)x) : (ushort)(BitConverter.SingleToUInt32Bits(x) >> 16));

    private static void Widen(ushort[] values, float[] target, ElementType element)
    {
        for (int i = 0; i < values.Length; i++)
            target[i] = element == ElementType.Float16 ? (float)BitConverter.UInt16BitsToHalf(values[i]) : BitConverter.UInt32BitsToSingle((uint)values[i] << 16);
    }
}
