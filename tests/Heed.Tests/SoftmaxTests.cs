using Heed.Autograd;

namespace Heed.Tests;

/// <summary>The softmax operation against its definition in double.</summary>
public class SoftmaxTests
{
    private static readonly float[] s_values = [1f, 2f, 3f, 10000f, 10001f, 10003f, -5f, 0f, 5f];
    private static readonly float[] s_slopes = [0.5f, -1f, 2f];

    [Fact]
    public void Softmax_ForwardAndBackward_EqualDefinition()
    {
        using var x = new Tensor([3, 3]) { RequiresGradient = true };
        s_values.CopyTo(x.Span);
        using var map = new Tensor([1, 3]);
        s_slopes.CopyTo(map.Span);
        for (int chosen = 0; chosen < 3; chosen++)
        {
            using var tape = new Tape(recording: true);
            Tensor y = Operations.Softmax(tape, x);
            tape.Backward(Operations.Linear(tape, Operations.SelectRows(tape, y, [chosen]), map, null, WeightLayout.OutputByInput));
            double[] expected = Definition(chosen);
            double mean = expected.Select((p, i) => p * s_slopes[i]).Sum();
            for (int i = 0; i < 9; i++)
            {
                int at = i - chosen * 3;
                bool inRow = at is >= 0 and < 3;
                if (inRow) Assert.Equal(expected[at], y.Span[i], 1e-6);
                Assert.Equal(inRow ? expected[at] * (s_slopes[at] - mean) : 0, x.Gradient[i], 1e-6);
            }
            x.ClearGradient();
        }
    }

    private static double[] Definition(int row)
    {
        double[] exponentials = [.. s_values.Skip(row * 3).Take(3).Select(value => Math.Exp((double)value - s_values[row * 3 + 2]))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
