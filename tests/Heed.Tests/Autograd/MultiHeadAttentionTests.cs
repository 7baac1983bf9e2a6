using Heed.Autograd;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Tests.Autograd;

/// <summary>What the reference modules of <c>heed verify</c> do not show: errors, and gradients against differences.</summary>
public class MultiHeadAttentionTests
{
    [Theory]
    [InlineData(10, 3, null, "width: expected a positive multiple of heads=3; got 10")]
    [InlineData(0, 1, null, "width: expected")]
    [InlineData(8, 2, 0, "keyWidth: expected at least 1; got 0")]
    public void Constructor_BadSizes_AreRefused(int width, int heads, int? keyWidth, string message)
        => Assert.Contains(message, Assert.Throws<ArgumentException>(() => new MultiHeadAttention(width, heads, keyWidth)).Message);

    [Fact]
    public void Forward_ValuesOfAnotherLength_AreRefused()
    {
        using var module = new MultiHeadAttention(8, 2);
        using Tensor q = Filled(6, 8), k = Filled(10, 8), v = Filled(8, 8);
        using var tape = new Tape(recording: false);
        Assert.Contains("values: expected as many rows as keys", Assert.Throws<ArgumentException>(() => module.Forward(tape, q, k, v, 2, default(Bidirectional), default(PlainScore))).Message);
    }

    [Fact]
    public void Backward_WithAddedKeys_EqualsDifferences()
    {
        using var module = new MultiHeadAttention(6, 2, 5, 4, addedKey: true, zeroAttention: true);
        var random = new Randomness(3);
        foreach (Tensor parameter in module.Parameters)
            foreach (ref float number in parameter.Span) number = (float)(random.NextDouble() - 0.5);
        using Tensor q = Filled(6, 6), k = Filled(8, 5), v = Filled(8, 4);
        using (var tape = new Tape(recording: true))
        {
            Tensor output = Run(tape);
            output.SetGradient([.. Enumerable.Repeat(1f, output.Count)]);
            tape.Backward();
        }
        foreach (Tensor parameter in module.Parameters)
        {
            const float Step = 1e-2f;
            int at = parameter.Count / 2;
            float before = parameter.Span[at];
            parameter.Span[at] = before + Step;
            double up = Sum();
            parameter.Span[at] = before - Step;
            double down = Sum();
            parameter.Span[at] = before;
            Assert.Equal((up - down) / (2 * Step), parameter.Gradient[at], 2e-3);
        }

        Tensor Run(Tape tape) => module.Forward(tape, q, k, v, 2, new Causal(1), default(PlainScore));

        double Sum()
        {
            using var tape = new Tape(recording: false);
            double sum = 0;
            foreach (float number in Run(tape).Span) sum += number;
            return sum;
        }
    }

    private static Tensor Filled(int rows, int columns)
    {
        var random = new Randomness((ulong)(rows * 100 + columns));
        var tensor = new Tensor([rows, columns]);
        foreach (ref float number in tensor.Span) number = (float)(random.NextDouble() * 2 - 1);
        return tensor;
    }
}
