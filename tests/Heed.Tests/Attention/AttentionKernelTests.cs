using Heed.Masks;
using Heed.Numerics;

namespace Heed.Tests.Attention;

/// <summary>The tiled kernels against the reference, over shapes, masks and vector widths.</summary>
public class AttentionKernelTests
{
    // Float loops of these depths err by about 4e-7 of the largest value; twice that and an ulp.
    private const double Tolerance = 2e-6;

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    private static readonly AttentionShape[] s_shapes =
    [
        new(1, 1, 1, 1),
        new(2, 3, 17, 64),
        new(1, 2, 2, 63, 65, 3, 3),
        new(2, 4, 2, 9, 33, 128, 128),
        new(1, 6, 1, 65, 130, 59, 20),
        new(1, 1, 1, 300, 257, 16, 80),
        new(1, 2, 2, 73, 256, 111, 1),
        new(1, 2, 2, 1, 600, 80, 64),
        new(1, 2, 2, 600, 5, 32, 32),
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void ForwardAndBackward_EveryShape_EqualReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (AttentionShape shape in s_shapes)
        {
            Check(shape, new Bidirectional());
            Check(shape, Causal.BottomRight(shape.QueryCount, shape.KeyCount));
            Check(shape, Causal.TopLeft);
            Check(shape, PaddingFor(shape));
            Check(shape, new And<Padding, Causal>(PaddingFor(shape), Causal.BottomRight(shape.QueryCount, shape.KeyCount)));
        }
    }

    /// <summary>The first keys of a row are then not in its first block of keys.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void ForwardAndBackward_PaddingBeforeALateStart_EqualReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        var padding = new Padding([new KeyRange(300, 650), new KeyRange(513, 700)]);
        foreach (AttentionShape shape in (AttentionShape[])[new(2, 2, 1, 1, 700, 64, 64), new(2, 2, 2, 67, 700, 20, 33), new(2, 1, 1, 700, 700, 32, 32)])
        {
            Check(shape, padding);
            Check(shape, new And<Padding, Causal>(padding, Causal.BottomRight(shape.QueryCount, shape.KeyCount)));
        }
    }

    private static Padding PaddingFor(AttentionShape shape)
    {
        var ranges = new KeyRange[shape.Batch];
        for (int b = 0; b < ranges.Length; b++)
            ranges[b] = b % 2 == 0 ? new KeyRange(shape.KeyCount / 3, shape.KeyCount) : new KeyRange(0, shape.KeyCount / 2);
        return new Padding(ranges);
    }

    private static void Check<TMask>(AttentionShape shape, TMask mask) where TMask : struct, IMask
    {
        var test = new AttentionCase<TMask>(shape, mask, seed: shape.GetHashCode() & 0xFFFF, spread: 2f);
        ReferenceAttention expected = test.Reference();
        (float[] output, float[] logSumExp) = test.Forward();
        string name = $"{shape} {mask.Name}";
        Assert.True(Closeness.Error(output, expected.Output) < Tolerance, $"{name}: output {Closeness.Error(output, expected.Output):E2}");
        Assert.True(Closeness.Error(logSumExp, expected.LogSumExp) < Tolerance, $"{name}: log-sum-exp {Closeness.Error(logSumExp, expected.LogSumExp):E2}");

        ReferenceAttention.Gradients gradients = test.ReferenceGradients(expected);
        (float[] dq, float[] dk, float[] dv) = test.Backward(output, logSumExp);
        Assert.True(Closeness.Error(dv, gradients.Values) < Tolerance, $"{name}: dv {Closeness.Error(dv, gradients.Values):E2}");
        AssertGradient(dk, gradients.Keys, $"{name}: dk");
        AssertGradient(dq, gradients.Queries, $"{name}: dq");
    }

    /// <summary>Gradients of nearly one-hot or single-key rows are differences that cancel: measured against 1 where they are smaller.</summary>
    private static void AssertGradient(float[] actual, double[] expected, string name)
    {
        double largest = expected.Max(Math.Abs);
        double error = Closeness.Error(actual, expected) * (largest == 0 ? 1 : largest) / Math.Max(largest, 1);
        Assert.True(error < Tolerance * 2, $"{name} {error:E2}");
    }
}
