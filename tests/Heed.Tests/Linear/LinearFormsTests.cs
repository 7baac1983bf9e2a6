using Heed.Linear;
using Heed.Numerics;
using Heed.Tests.Attention;

namespace Heed.Tests.Linear;

/// <summary>Chunked = recurrent = reference, forward and backward, for every rule, over lengths, head sizes and vector widths.</summary>
public class LinearFormsTests
{
    private const double Tolerance = 4e-6;

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    // Lengths about the chunks' edges (32, 64) and past a segment of sixteen chunks (512, 1024).
    private static readonly AttentionShape[] s_shapes =
    [
        new(1, 1, 1, 1),
        new(2, 3, 2, 3),
        new(1, 2, 1, 31, 31, 16, 16),
        new(2, 4, 2, 32, 32, 16, 7),
        new(1, 1, 1, 33, 33, 3, 64),
        new(1, 2, 2, 63, 63, 64, 64),
        new(1, 6, 2, 64, 64, 1, 16),
        new(2, 2, 1, 65, 65, 80, 3),
        new(1, 1, 1, 127, 127, 64, 80),
        new(1, 2, 2, 128, 128, 16, 1),
        new(1, 3, 1, 129, 129, 59, 20),
        new(1, 2, 1, 257, 257, 80, 64),
        new(1, 1, 1, 1100, 1100, 8, 9),
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryRule_EqualsTheReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (AttentionShape shape in s_shapes)
        {
            Check<Plain, NoDecay, AdditiveWrite>(shape);
            Check<Scalar, ScalarDecay, AdditiveWrite>(shape);
            Check<Gated, KeyDecay, AdditiveWrite>(shape);
            Check<Delta, NoDecay, DeltaWrite>(shape);
            Check<GatedDelta, ScalarDecay, DeltaWrite>(shape);
            Check<KeyGatedDelta, KeyDecay, DeltaWrite>(shape);
        }
    }

    /// <summary>Gates that nearly close: quotients of decay products, as in the usual chunked form, would overflow.</summary>
    [Theory]
    [InlineData(20f)]
    [InlineData(1000f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0f)]
    public void StrongDecays_StayExact(float decays)
    {
        var shape = new AttentionShape(1, 2, 1, 100, 100, 16, 20);
        Check<Scalar, ScalarDecay, AdditiveWrite>(shape, decays);
        Check<Gated, KeyDecay, AdditiveWrite>(shape, decays);
        Check<GatedDelta, ScalarDecay, DeltaWrite>(shape, decays);
        Check<KeyGatedDelta, KeyDecay, DeltaWrite>(shape, decays);
    }

    private static void Check<TRule, TDecay, TWrite>(AttentionShape shape, float decays = 0.3f)
        where TRule : struct, ILinearRule<TDecay, TWrite> where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        var test = new LinearCase<TRule, TDecay, TWrite>(shape, seed: shape.KeyCount, decays);
        ReferenceLinearAttention expected = test.Reference();
        string name = $"{typeof(TRule).Name} {shape}";
        foreach (bool chunked in new[] { true, false })
        {
            (float[] output, float[] present) = test.Forward(chunked);
            Near(output, expected.Output, $"{name} chunked {chunked}: output");
            Near(present, expected.PresentState, $"{name} chunked {chunked}: state");
        }
        ReferenceLinearAttention.Gradients gradients = test.ReferenceGradients();
        var actual = test.Backward();
        Near(actual.Q, gradients.Queries, $"{name}: dq");
        Near(actual.K, gradients.Keys, $"{name}: dk");
        Near(actual.V, gradients.Values, $"{name}: dv");
        // The gradient of a decay is a difference of terms the size of k⊙dk: where all gates are nearly closed it is measured against those.
        Near(actual.LogDecay, gradients.LogDecay, $"{name}: dg", decays > 1 ? gradients.Keys.Max(Math.Abs) * shape.Width : 1e-30);
        Near(actual.Beta, gradients.Beta, $"{name}: dbeta");
        Near(actual.Past, gradients.PastState, $"{name}: dS");
    }

    /// <summary>The error as a share of the largest value, or of <paramref name="size"/> where that is larger; what float cannot hold counts as 0.</summary>
    private static void Near(float[] actual, double[] expected, string name, double size = 1e-30)
    {
        double largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        double error = Closeness.Error(actual, expected) * (largest == 0 ? 1 : largest) / Math.Max(largest, size);
        Assert.True(error < Tolerance, $"{name} {error:E2}");
    }
}
