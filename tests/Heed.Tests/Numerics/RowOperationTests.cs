using Heed.Autograd;
using Heed.Numerics;

namespace Heed.Tests.Numerics;

/// <summary>RMS normalization and log-softmax over rows of every length, at every width, against double.</summary>
public class RowOperationTests
{
    private static readonly int[] s_widths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 1000];

    [Theory]
    [MemberData(nameof(ElementwiseTests.Widths), MemberType = typeof(ElementwiseTests))]
    public void RmsNorm_EqualsDefinition(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable forced = Lanes.Force(bits);
        foreach (int width in s_widths)
        {
            using Tensor x = Fill(new Tensor([40, width]), width), gain = Fill(new Tensor([width]), 2);
            using var tape = new Tape(recording: false);
            Tensor y = Operations.RmsNorm(tape, x, gain, 1e-6f);
            for (int r = 0; r < 40; r++)
            {
                double inverse = 1 / Math.Sqrt(Row(x, r).Select(v => v * v).Average() + 1e-6);
                // A gain below 1 on numbers of at most √width after normalization.
                for (int j = 0; j < width; j++) Assert.Equal(x.Span[r * width + j] * inverse * gain.Span[j], y.Span[r * width + j], 1e-6 * Math.Sqrt(width));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ElementwiseTests.Widths), MemberType = typeof(ElementwiseTests))]
    public void LogSoftmax_EqualsDefinitionAlsoFarFromZero(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable forced = Lanes.Force(bits);
        foreach (int width in s_widths)
            foreach (float shift in new[] { 0f, 1024f, -4096f })
            {
                using Tensor x = Fill(new Tensor([40, width]), width);
                foreach (ref float v in x.Span) v = MathF.Round(v * 1024) / 128 + shift; // whole steps, so that the shift loses no digits
                using var tape = new Tape(recording: false);
                Tensor y = Operations.LogSoftmax(tape, x);
                for (int r = 0; r < 40; r++)
                {
                    double max = Row(x, r).Max(), log = Math.Log(Row(x, r).Sum(v => Math.Exp(v - max)));
                    for (int j = 0; j < width; j++) Assert.Equal(x.Span[r * width + j] - max - log, y.Span[r * width + j], 3e-6);
                }
            }
    }

    [Fact]
    public void RmsNorm_WrongGain_IsRefused()
    {
        using Tensor x = new([2, 4]), gain = new([3]);
        using var tape = new Tape(recording: false);
        Assert.Contains("expected gain [4]", Assert.Throws<ArgumentException>(() => Operations.RmsNorm(tape, x, gain, 1e-6f)).Message);
    }

    private static double[] Row(Tensor x, int row) => [.. x.Span.Slice(row * x.Columns, x.Columns).ToArray().Select(v => (double)v)];

    private static Tensor Fill(Tensor tensor, int seed)
    {
        var random = new Random(seed);
        foreach (ref float v in tensor.Span) v = (float)(random.NextDouble() * 2 - 1);
        return tensor;
    }
}
