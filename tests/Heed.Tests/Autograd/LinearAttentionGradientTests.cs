using Heed.Autograd;
using Heed.Linear;
using Heed.Tests.Linear;

namespace Heed.Tests.Autograd;

/// <summary>Gradients that the tape gives for every form of linear attention, against differences in double.</summary>
public class LinearAttentionGradientTests
{
    private const int Batch = 2, Heads = 4, KeyHeads = 2, Width = 3, ValueWidth = 2;
    private const int Keys = Heads * Width, Values = Keys + KeyHeads * Width, Decays = Values + KeyHeads * ValueWidth,
        Strengths = Decays + KeyHeads * Width;
    private const int Columns = Strengths + KeyHeads;

    /// <summary>Queries, keys, values, decays and strengths come from one fused projection; several chunks where T is above 64.</summary>
    [Theory]
    [InlineData(0, false, 7)] // plain
    [InlineData(1, false, 7)] // a decay a head
    [InlineData(Width, false, 7)] // gated
    [InlineData(0, true, 7)] // delta rule
    [InlineData(1, true, 7)]
    [InlineData(Width, true, 7)]
    [InlineData(1, true, 70)]
    public void LinearAttention_EveryForm_EqualsDifferences(int decayWidth, bool delta, int length)
    {
        using Tensor x = Fused(length);
        double[] wide = Array.ConvertAll(x.Span.ToArray(), number => (double)number),
            weights = FusedRows.Numbers(2, Batch * length * Heads * ValueWidth);
        Backward(x, weights, tape => Operations.LinearAttention(
            tape, Queries(x), KeyRows(x), ValueRows(x), Batch, decayWidth == 0 ? null : new HeadSlice(x, Decays, KeyHeads, decayWidth),
            delta ? new HeadSlice(x, Strengths, KeyHeads, 1) : null));
        Close(wide, x, Value);

        double Value()
        {
            var shape = new AttentionShape(Batch, Heads, KeyHeads, length, length, Width, ValueWidth);
            return FusedRows.WeightedSum(
                ReferenceLinearAttention.Forward(new(
                    shape, Part(wide, 0, Heads, Width), Part(wide, Keys, KeyHeads, Width), Part(wide, Values, KeyHeads, ValueWidth),
                    1f / MathF.Sqrt(Width),
                    decayWidth == 0 ? null : Part(wide, Decays, KeyHeads, decayWidth),
                    delta ? Part(wide, Strengths, KeyHeads, 1) : null)).Output,
                weights, Batch, Heads, length, ValueWidth);
        }

        double[] Part(double[] rows, int first, int heads, int width) => FusedRows.Heads(rows, Columns, first, Batch, heads, length, width);
    }

    [Fact]
    public void LinearAttention_Retention_GradientReachesTheDecayOfEachHead()
    {
        const int Length = 9;
        using Tensor x = Fused(Length), decay = new([KeyHeads], "decay") { RequiresGradient = true };
        (decay.Span[0], decay.Span[1]) = (-0.25f, -0.0625f);
        double[] wide = Array.ConvertAll(x.Span.ToArray(), number => (double)number), gamma = [-0.25, -0.0625],
            weights = FusedRows.Numbers(2, Batch * Length * Heads * ValueWidth);
        Backward(x, weights, tape => Operations.LinearAttention(
            tape, Queries(x), KeyRows(x), ValueRows(x), Batch,
            new HeadSlice(Operations.RepeatRow(tape, decay, Batch * Length), 0, KeyHeads, 1)));
        Close(gamma, decay, Value);

        double Value()
        {
            double[] decays = [.. Enumerable.Range(0, Batch * KeyHeads * Length).Select(at => gamma[at / Length % KeyHeads])];
            return FusedRows.WeightedSum(
                ReferenceLinearAttention.Forward(new(
                    new(Batch, Heads, KeyHeads, Length, Length, Width, ValueWidth),
                    FusedRows.Heads(wide, Columns, 0, Batch, Heads, Length, Width),
                    FusedRows.Heads(wide, Columns, Keys, Batch, KeyHeads, Length, Width),
                    FusedRows.Heads(wide, Columns, Values, Batch, KeyHeads, Length, ValueWidth), 1f / MathF.Sqrt(Width), decays)).Output,
                weights, Batch, Heads, Length, ValueWidth);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KernelAttention_EluPlusOne_EqualsDifferences(bool causal)
    {
        const int Length = 7;
        using Tensor x = Fused(Length);
        double[] wide = Array.ConvertAll(x.Span.ToArray(), number => (double)number),
            weights = FusedRows.Numbers(2, Batch * Length * Heads * ValueWidth);
        Backward(x, weights, tape => causal
            ? Operations.KernelAttention(tape, Queries(x), KeyRows(x), ValueRows(x), Batch, default(EluPlusOne), default(CausalSum))
            : Operations.KernelAttention(tape, Queries(x), KeyRows(x), ValueRows(x), Batch, default(EluPlusOne), default(WholeSum)));
        var forms = new KernelCase(new(Batch, Heads, KeyHeads, Length, Length, Width, ValueWidth), seed: 1);
        Close(wide, x, () => FusedRows.WeightedSum(
            forms.Quadratic(
                FusedRows.Heads(wide, Columns, 0, Batch, Heads, Length, Width),
                FusedRows.Heads(wide, Columns, Keys, Batch, KeyHeads, Length, Width),
                FusedRows.Heads(wide, Columns, Values, Batch, KeyHeads, Length, ValueWidth),
                row => Array.ConvertAll(row, n => n > 0 ? n + 1 : Math.Exp(n)), causal),
            weights, Batch, Heads, Length, ValueWidth));
    }

    private static HeadSlice Queries(Tensor x) => new(x, 0, Heads, Width);

    private static HeadSlice KeyRows(Tensor x) => new(x, Keys, KeyHeads, Width);

    private static HeadSlice ValueRows(Tensor x) => new(x, Values, KeyHeads, ValueWidth);

    /// <summary>Numbers in ±1, decays in −0.5 … 0, strengths in 0 … 1.</summary>
    private static Tensor Fused(int length)
    {
        var x = new Tensor([Batch * length, Columns], "x") { RequiresGradient = true };
        double[] numbers = FusedRows.Numbers(1, x.Count);
        for (int i = 0; i < numbers.Length; i++)
            x.Span[i] = (float)((i % Columns) switch { >= Strengths => Math.Abs(numbers[i]), >= Decays => -Math.Abs(numbers[i]) / 2,
                _ => numbers[i] });
        return x;
    }

    private static void Backward(Tensor x, double[] weights, Func<Tape, Tensor> run)
    {
        using var tape = new Tape(recording: true);
        Tensor output = run(tape);
        output.SetGradient(Array.ConvertAll(weights, w => (float)w));
        tape.Backward();
    }

    private static void Close(double[] at, Tensor tensor, Func<double> value)
    {
        int stride = at.Length > 1000 ? 37 : 1;
        for (int i = 0; i < at.Length; i += stride)
        {
            double[] place = [at[i]];
            double difference = Differences.Of(place, () =>
            {
                double before = at[i];
                at[i] = place[0];
                double result = value();
                at[i] = before;
                return result;
            })[0];
            Assert.True(Math.Abs(difference - tensor.Gradient[i]) < 2e-5 * Math.Max(1, Math.Abs(difference)),
                $"{tensor} at {i}: {difference} by differences, {tensor.Gradient[i]} by the tape");
        }
    }
}
