using Heed.Autograd;

namespace Heed.Tests.Autograd;

/// <summary>The optimiser against its formula in double.</summary>
public class AdamWTests
{
    [Fact]
    public unsafe void Step_ManySteps_EqualsTheFormula()
    {
        using var parameter = new Tensor([3, 7], "p") { RequiresGradient = true };
        var random = new Random(1);
        double[] x = new double[21], m = new double[21], v = new double[21];
        for (int i = 0; i < 21; i++) parameter.Span[i] = (float)(x[i] = (float)random.NextDouble());
        using var optimizer = new AdamW([parameter], 0.9f, 0.99f, 1e-8f, weightDecay: 0.1f);
        for (int step = 1; step <= 30; step++)
        {
            float* g = parameter.OpenGradientToAdd();
            for (int i = 0; i < 21; i++)
            {
                g[i] = (float)(random.NextDouble() - 0.5);
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
                x[i] = x[i] * (1 - 0.01 * 0.1) - 0.01 * (m[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.99, step))) + 1e-8);
            }
            optimizer.Step(0.01f);
            Assert.False(parameter.HasGradient);
        }
        for (int i = 0; i < 21; i++) Assert.Equal(x[i], parameter.Span[i], 2e-6);
    }
}
