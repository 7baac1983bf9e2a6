using Heed.Linear;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Tests.Linear;

/// <summary>How near random features come to exact softmax attention.</summary>
public unsafe class PerformerTests
{
    private const int Width = 16;
    private static readonly AttentionShape s_shape = new(1, 4, 4, 96, 96, Width, Width);

    /// <summary>The error halves, about, with four times the features: 1/√F.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Error_FallsWithTheFeatures(bool causal)
    {
        double[] errors = [.. new[] { 16, 64, 256, 1024, 4096 }.Select(f => Error(f, causal, orthogonal: true))];
        for (int i = 1; i < errors.Length; i++) Assert.True(errors[i] < 0.7 * errors[i - 1], $"causal {causal}: {string.Join(", ", errors.Select(e => e.ToString("F4")))}");
        TestContext.Current.TestOutputHelper?.WriteLine($"causal {causal}, F = 16 … 4096: {string.Join(", ", errors.Select(e => e.ToString("F4")))}");
        Assert.True(errors[^1] < 0.03, $"{string.Join(", ", errors.Select(e => e.ToString("F4")))}");
    }

    [Fact]
    public void OrthogonalDirections_BeatIndependentOnes()
    {
        double orthogonal = Error(64, causal: false, orthogonal: true), independent = Error(64, causal: false, orthogonal: false);
        Assert.True(orthogonal < independent, $"orthogonal {orthogonal:F4}, independent {independent:F4}");
    }

    [Fact]
    public void Directions_AreOrthogonalInBlocksAndAFunctionOfTheSeed()
    {
        RandomProjection one = RandomProjection.Orthogonal(12, 30, seed: 5), same = RandomProjection.Orthogonal(12, 30, seed: 5), other = RandomProjection.Orthogonal(12, 30, seed: 6);
        double length = 0;
        for (int f = 0; f < 30; f++)
        {
            for (int g = f / 12 * 12; g < f; g++) Assert.Equal(0, Dot(one, f, g) / Math.Sqrt(Dot(one, f, f) * Dot(one, g, g)), 1e-6);
            length += Dot(one, f, f) / one.Scale;
            for (int d = 0; d < 12; d++)
            {
                Assert.Equal(one.Rows[f * one.WidthStride + d], same.Rows[f * one.WidthStride + d]);
                Assert.Equal(one.Rows[f * one.WidthStride + d], one.Across[d * one.FeatureStride + f]);
            }
        }
        Assert.NotEqual(one.Rows[0], other.Rows[0]);
        Assert.InRange(length / 30, 9, 15); // the mean of |ω|² is D

        static double Dot(RandomProjection p, int f, int g)
        {
            double sum = 0;
            for (int d = 0; d < p.Width; d++) sum += (double)p.Rows[f * p.WidthStride + d] * p.Rows[g * p.WidthStride + d];
            return sum;
        }
    }

    /// <summary>The root mean square of the difference from exact attention, over that of exact attention, over eight draws.</summary>
    private static double Error(int features, bool causal, bool orthogonal)
    {
        var test = new KernelCase(s_shape, seed: 11, spread: 0.7f);
        var shape = new ReferenceAttention.Shape(1, 4, 4, 96, 96, Width, Width);
        double[] q = KernelCase.Wide(test.Q), k = KernelCase.Wide(test.K), v = KernelCase.Wide(test.V);
        double[] exact = causal
            ? ReferenceAttention.Forward(shape, q, k, v, 1 / Math.Sqrt(Width), Causal.TopLeft, default(PlainScore)).Output
            : ReferenceAttention.Forward(shape, q, k, v, 1 / Math.Sqrt(Width), default(Bidirectional), default(PlainScore)).Output;
        double error = 0, size = 0;
        for (ulong seed = 0; seed < 8; seed++)
        {
            var map = new PositiveRandomFeatures(orthogonal ? RandomProjection.Orthogonal(Width, features, seed) : RandomProjection.Independent(Width, features, seed));
            float[] output = causal ? test.Forward(map, default(CausalSum)).Output : test.Forward(map, default(WholeSum)).Output;
            for (int i = 0; i < output.Length; i++)
            {
                error += Math.Pow(output[i] - exact[i], 2);
                size += exact[i] * exact[i];
            }
        }
        return Math.Sqrt(error / size);
    }
}
