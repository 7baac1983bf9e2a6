using Heed.Autograd;
using Heed.Dropout;
using Heed.Masks;
using Heed.Scores;
using Heed.Tests.Linear;

namespace Heed.Tests.Autograd;

/// <summary>Gradients that the tape gives for attention and all that can be learned in it, against differences of
/// <see cref="ReferenceAttention"/> in double.</summary>
public sealed class AttentionGradientTests : IDisposable
{
    private const int Batch = 2, Length = 6, Heads = 4, KeyHeads = 2, Width = 3, ValueWidth = 2,
        Columns = Heads * Width + KeyHeads * (Width + ValueWidth);
    private const float Step = 1f / 512; // parameters are floats: values and steps are chosen so that sums are exact
    private static readonly ReferenceAttention.Shape s_shape = new(Batch, Heads, KeyHeads, Length, Length, Width, ValueWidth);
    private readonly List<Tensor> _tensors = [];
    private readonly Tensor _qkv;
    private readonly double[] _weights; // of the sum of outputs that is differentiated

    public AttentionGradientTests()
    {
        _qkv = Random(1, Batch * Length, Columns);
        _weights = FusedRows.Numbers(2, Batch * Length * Heads * ValueWidth);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    public void Dropout_KeepsTheSameWeightsForwardAndBackward(double p)
        => Check(Causal.TopLeft, () => default(PlainScore), new SeededDropout(p, 7), () => default(NoParameters), null, []);

    [Fact]
    public void Sinks_GetTheirGradient()
    {
        Tensor sinks = Random(3, Heads);
        Check(Causal.TopLeft, () => default(PlainScore), default(NoDropout), () => default(NoParameters), sinks, []);
    }

    [Theory]
    [InlineData(Batch, Heads, Length, Length)]
    [InlineData(1, Heads, Length, Length)]
    [InlineData(Batch, 1, 1, Length)]
    [InlineData(1, 1, Length, Length)]
    public void LearnedBias_GetsItsGradient(int batch, int heads, int rows, int keys)
    {
        Tensor bias = Random(4, batch, heads, rows, keys);
        Check(Causal.TopLeft, () => new LearnedBias(bias).Score, default(NoDropout), () => new LearnedBias(bias), null, [bias]);
    }

    [Fact]
    public void LearnedDistanceBias_TableGetsItsGradient()
    {
        Tensor table = Random(5, 4, Heads);
        Check(default(Bidirectional), () => Distances(table).Score, default(NoDropout), () => Distances(table), null, [table]);
    }

    [Fact]
    public void SoftCapBiasTableDropoutAndSinks_Together_GetTheirGradients()
    {
        Tensor bias = Random(6, 1, Heads, Length, Length), table = Random(7, 4, Heads), sinks = Random(8, Heads);
        Check(
            Causal.TopLeft, () => new SoftCap(1.5f).Then(new LearnedBias(bias).Score).Then(Distances(table).Score),
            new SeededDropout(0.3, 9),
            () => new BothParameters<LearnedBias, LearnedDistanceBias>(new LearnedBias(bias), Distances(table)), sinks, [bias, table]);
    }

    [Fact]
    public void ParametersThatRequireNoGradient_GetNone()
    {
        Tensor bias = Random(6, 1, Heads, Length, Length), table = Random(7, 4, Heads), sinks = Random(8, Heads);
        bias.RequiresGradient = table.RequiresGradient = sinks.RequiresGradient = false;
        using var tape = new Tape(recording: true);
        Tensor output = Run(
            tape, default(Bidirectional), new LearnedBias(bias).Score.Then(Distances(table).Score), default(NoDropout),
            new BothParameters<LearnedBias, LearnedDistanceBias>(new LearnedBias(bias), Distances(table)), sinks);
        output.SetGradient(Array.ConvertAll(_weights, x => (float)x));
        tape.Backward();
        Assert.False(bias.HasGradient || table.HasGradient || sinks.HasGradient);
        Assert.True(_qkv.HasGradient);
    }

    [Fact]
    public void MultiHeadAttention_WithDropoutAndBias_EqualsDifferences()
    {
        using var module = new MultiHeadAttention(6, 2, addedKey: true);
        int seed = 20;
        foreach (Tensor parameter in module.Parameters) Fill(parameter, seed++);
        Tensor x = Random(30, 2 * 4, 6), bias = Random(31, 1, 2, 4, 5);
        using (var tape = new Tape(recording: true))
        {
            Tensor output = Run(tape);
            output.SetGradient([.. Enumerable.Repeat(1f, output.Count)]);
            tape.Backward();
        }
        foreach (Tensor parameter in module.Parameters.Append(bias))
            for (int at = 0; at < parameter.Count; at += 7)
                Assert.Equal(Slope(parameter, at, 1f / 64, Sum), parameter.Gradient[at], 4e-3);

        Tensor Run(Tape tape) => module.Forward(
            tape, x, x, x, 2, Causal.TopLeft, new LearnedBias(bias).Score, new SeededDropout(0.25, 11), new LearnedBias(bias));

        double Sum()
        {
            using var tape = new Tape(recording: false);
            double sum = 0;
            foreach (float number in Run(tape).Span) sum += number;
            return sum;
        }
    }

    public void Dispose() => _tensors.ForEach(tensor => tensor.Dispose());

    private static LearnedDistanceBias Distances(Tensor table)
        => new(table, distance => Math.Clamp(distance / 2 + 2, 0, 3), Length, Length);

    private Tensor Run<TMask, TScore, TDropout, TParameters>(
        Tape tape, TMask mask, TScore score, TDropout dropout, TParameters parameters, Tensor? sinks)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
        where TParameters : struct, IScoreParameters
        => Operations.Attention(
            tape, new HeadSlice(_qkv, 0, Heads, Width), new HeadSlice(_qkv, Heads * Width, KeyHeads, Width),
            new HeadSlice(_qkv, (Heads + KeyHeads) * Width, KeyHeads, ValueWidth), Batch, mask, score, dropout, parameters, sinks);

    private void Check<TMask, TScore, TDropout, TParameters>(
        TMask mask, Func<TScore> score, TDropout dropout, Func<TParameters> parameters, Tensor? sinks, Tensor[] learned)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
        where TParameters : struct, IScoreParameters
    {
        double[] x = Wide(_qkv), sink = sinks is null ? [] : Wide(sinks);
        using (var tape = new Tape(recording: true))
        {
            Tensor output = Run(tape, mask, score(), dropout, parameters(), sinks);
            output.SetGradient(Array.ConvertAll(_weights, w => (float)w));
            tape.Backward();
        }
        Close(Differences.Of(x, Value), _qkv);
        if (sinks is not null) Close(Differences.Of(sink, Value), sinks);
        foreach (Tensor parameter in learned)
            Close([.. Enumerable.Range(0, parameter.Count).Select(at => Slope(parameter, at, Step, Value))], parameter);

        double Value()
        {
            double[] output = ReferenceAttention.Forward(
                s_shape, FusedRows.Heads(x, Columns, 0, Batch, Heads, Length, Width),
                FusedRows.Heads(x, Columns, Heads * Width, Batch, KeyHeads, Length, Width),
                FusedRows.Heads(x, Columns, (Heads + KeyHeads) * Width, Batch, KeyHeads, Length, ValueWidth), 1f / MathF.Sqrt(Width), mask,
                score(), dropout, sink).Output;
            return FusedRows.WeightedSum(output, _weights, Batch, Heads, Length, ValueWidth);
        }
    }

    private static double Slope(Tensor parameter, int at, float step, Func<double> value)
    {
        float before = parameter.Span[at];
        parameter.Span[at] = before + step;
        double above = value();
        parameter.Span[at] = before - step;
        double below = value();
        parameter.Span[at] = before;
        return (above - below) / (2 * step);
    }

    private static void Close(double[] differences, Tensor tensor)
    {
        double largest = Math.Max(1e-2, differences.Max(Math.Abs));
        for (int i = 0; i < differences.Length; i++)
            Assert.True(Math.Abs(differences[i] - tensor.Gradient[i]) < 2e-5 * largest,
                $"{tensor} at {i}: {differences[i]} by differences, {tensor.Gradient[i]} by the tape");
    }

    private static double[] Wide(Tensor tensor) => Array.ConvertAll(tensor.Span.ToArray(), number => (double)number);

    private Tensor Random(int seed, params int[] shape)
    {
        var tensor = new Tensor(shape, $"t{seed}") { RequiresGradient = true };
        _tensors.Add(tensor);
        Fill(tensor, seed);
        return tensor;
    }

    private static void Fill(Tensor tensor, int seed)
    {
        double[] numbers = FusedRows.Numbers(seed, tensor.Count);
        for (int i = 0; i < numbers.Length; i++) tensor.Span[i] = (float)numbers[i];
    }
}
