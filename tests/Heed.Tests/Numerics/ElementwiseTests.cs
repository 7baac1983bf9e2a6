using Heed.Numerics;

namespace Heed.Tests.Numerics;

/// <summary>Exponential and activations against double.</summary>
public unsafe class ElementwiseTests
{
    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp2_WholeRange_IsWithin2e7(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable width = Lanes.Force(bits);
        float[] x = [.. Enumerable.Range(0, 19_950).Select(i => -126f + i * 0.0127f)];
        float[] y = Apply<Exp2Function>(x);
        for (int i = 0; i < x.Length; i++) Assert.True(Math.Abs(y[i] / Math.Pow(2, x[i]) - 1) < 2e-7, $"2^{x[i]} = {y[i]}");
        Assert.Equal([1f, 0f, 0f, float.PositiveInfinity, float.NaN], Apply<Exp2Function>([0f, float.NegativeInfinity, -200f, 200f, float.NaN]));
    }

    [Fact]
    public void Activations_EqualTheirDefinitions()
    {
        float[] x = [.. Enumerable.Range(-400, 801).Select(i => i * 0.025f)];
        Check<GeluTanh>(x, v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))));
        Check<GeluErf>(x, v => v * Normal(v));
        Check<Tanh>(x, Math.Tanh);
        Check<Silu>(x, v => v / (1 + Math.Exp(-v)));
        Check<Relu>(x, v => Math.Max(v, 0), kink: true);
    }

    [Fact]
    public void Silu_FarOut_IsTheIdentityOrZero()
    {
        float[] x = [1000f, float.PositiveInfinity, -1000f, float.NaN];
        Assert.Equal([1000f, float.PositiveInfinity, -0f, float.NaN], Apply<Silu>(x));
        float[] dx = new float[x.Length];
        fixed (float* xp = x, dxp = dx)
        fixed (float* ones = (float[])[1f, 1f, 1f, 1f]) Elementwise<Silu>.Backward(xp, ones, dxp, x.Length, accumulate: false);
        Assert.Equal([1f, 1f, 0f, float.NaN], dx.Select(v => MathF.Round(v, 6)));
    }

    private static void Check<TFunction>(float[] x, Func<double, double> define, bool kink = false) where TFunction : struct, IElementwise
    {
        float[] y = Apply<TFunction>(x);
        float[] dy = [.. x.Select(_ => 1f)];
        float[] dx = new float[x.Length];
        fixed (float* xp = x, dyp = dy, dxp = dx) Elementwise<TFunction>.Backward(xp, dyp, dxp, x.Length, accumulate: false);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(define(x[i]), y[i], 1e-6 * Math.Max(1, Math.Abs(x[i])));
            if (kink && x[i] == 0) continue;
            Assert.Equal((define(x[i] + 1e-5) - define(x[i] - 1e-5)) / 2e-5, dx[i], 3e-6 * Math.Max(1, Math.Abs(x[i])));
        }
    }

    /// <summary>Φ by Simpson's rule: no library has erf.</summary>
    private static double Normal(double x)
    {
        const int n = 2000;
        double h = x / n, sum = 0;
        for (int i = 0; i <= n; i++) sum += (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-0.5 * i * h * i * h);
        return 0.5 + sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }

    private static float[] Apply<TFunction>(float[] x) where TFunction : struct, IElementwise
    {
        var y = new float[x.Length];
        fixed (float* xp = x, yp = y) Elementwise<TFunction>.Forward(xp, yp, x.Length);
        return y;
    }

    private readonly struct Exp2Function : IElementwise
    {
        public static TVector Value<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct => Exponential.Exp2<TLane, TVector>(x);

        public static TVector Slope<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct => x;
    }
}
