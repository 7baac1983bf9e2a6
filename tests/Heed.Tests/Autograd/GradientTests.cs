using Heed.Autograd;
using Heed.Masks;
using Heed.Numerics;
using Heed.Positions;
using Heed.Scores;
using Heed.Tests.Numerics;

namespace Heed.Tests.Autograd;

/// <summary>Every operation's gradient against finite differences.</summary>
public class GradientTests
{
    // Central differences of float32 functions err by about 1e-3 of the slope at this step.
    private const float Step = 1e-2f;
    private const double Tolerance = 4e-3;

    [Theory]
    [InlineData(WeightLayout.InputByOutput)]
    [InlineData(WeightLayout.OutputByInput)]
    public void Linear(WeightLayout layout)
    {
        Tensor x = Random(1, 5, 7), w = layout == WeightLayout.InputByOutput ? Random(2, 7, 9) : Random(2, 9, 7), b = Random(3, 9);
        Check(tape => Operations.Linear(tape, x, w, b, layout), x, w, b);
    }

    [Fact]
    public void Linear_SeveralMapsOfOneInput()
    {
        Tensor x = Random(1, 6, 7), w = Random(2, 9, 7), b = Random(3, 9), v = Random(4, 9, 7);
        Check(tape =>
        {
            Tensor[] both = Operations.Linear(tape, x, (w, b), (v, null));
            return Operations.Add(tape, both[0], both[1]);
        }, x, w, b, v);
    }

    [Fact]
    public unsafe void Linear_StoredWeights_GiveTheInputItsGradient()
    {
        Tensor x = Random(1, 5, 32);
        byte[] bytes = StoredNumbers.Random(StoredFormat.BFloat16, 9, 32, 2);
        fixed (byte* data = bytes)
        {
            using var weight = new Tensor(new StoredMatrix(StoredFormat.BFloat16, data, 9, 32), [9, 32], "w");
            Check(tape => Operations.Linear(tape, x, weight, null, WeightLayout.OutputByInput), x);
            Assert.Throws<InvalidOperationException>(() => weight.RequiresGradient = true);
        }
    }

    [Theory]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.GeluTanh)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Tanh)]
    public void Gate(Activation activation)
    {
        Tensor gate = Random(1, 5, 21), x = Random(2, 5, 21);
        Check(tape => Operations.Gate(tape, gate, x, activation), gate, x);
        Check(tape => Operations.Add(tape, Operations.Gate(tape, gate, gate, activation), gate), gate); // adds to a gradient that is there
        using var tape = new Tape(recording: false);
        Tensor fused = Operations.Gate(tape, gate, x, activation), apart = Operations.Multiply(tape, Operations.Activate(tape, gate, activation), x);
        Assert.Equal(apart.Span.ToArray(), fused.Span.ToArray());
    }

    [Fact]
    public void LayerNorm()
    {
        Tensor x = Random(1, 6, 21), g = Random(2, 21), b = Random(3, 21);
        Check(tape => Operations.LayerNorm(tape, x, g, b, 1e-5f), x, g, b);
    }

    [Fact]
    public void RmsNorm()
    {
        Tensor x = Random(1, 6, 21), g = Random(2, 21);
        Check(tape => Operations.RmsNorm(tape, x, g, 1e-5f), x, g);
        Check(tape => Operations.Add(tape, Operations.RmsNorm(tape, x, g, 0.1f), x), x, g); // adds to a gradient that is there
    }

    [Fact]
    public void RmsNorm_OfHeadsWithGainOffset()
    {
        Tensor x = Random(1, 4, 3 * 19), g = Random(2, 19);
        Check(tape => Operations.RmsNorm(tape, x, g, 1e-5f, gainOffset: 1f, pieces: 3), x, g);
    }

    [Fact]
    public void MultiplyAndScale()
    {
        Tensor a = Random(1, 5, 21), b = Random(2, 5, 21);
        Check(tape => Operations.Multiply(tape, a, b), a, b);
        Check(tape => Operations.Multiply(tape, a, a), a);
        Check(tape => Operations.Add(tape, Operations.Scale(tape, a, -2.5f), a), a);
    }

    [Fact]
    public void SideBySide_HeadsWithGapsBetween()
    {
        // The values of a projection whose heads hold query, key and value beside each other.
        Tensor qkv = Random(1, 6, 2 * 3 * 5);
        Check(tape => Operations.Add(tape, Operations.SideBySide(tape, Head(2)), Operations.SideBySide(tape, Head(0))), qkv);
        Check(tape => Operations.Attention(tape, Head(0), Head(1), Head(2), 2, Causal.TopLeft, default(PlainScore)), qkv);

        HeadSlice Head(int which) => new(qkv, which * 5, 2, 5) { Stride = 15 };
    }

    [Fact]
    public void Backward_ReleasingAsItGoes_SameGradientsAndWhatIsKept()
    {
        Tensor x = Random(1, 6, 21), w = Random(2, 9, 21), g = Random(3, 9);
        float[][] Run(bool releases)
        {
            foreach (Tensor leaf in (Tensor[])[x, w, g])
            {
                leaf.RequiresGradient = true;
                leaf.ClearGradient();
            }
            using var tape = new Tape(recording: true) { ReleasesOnBackward = releases };
            Tensor kept = Operations.Linear(tape, x, w, null, WeightLayout.OutputByInput);
            tape.Keep(kept);
            Tensor normed = Operations.RmsNorm(tape, kept, g, 1e-5f), both = Operations.Add(tape, Operations.Multiply(tape, normed, kept), normed);
            Tensor loss = Operations.WeightedSum(tape, both, (3, 1f), (20, -2f));
            tape.Backward(loss);
            if (releases) Assert.Throws<ObjectDisposedException>(() => normed.Span.Length);
            return [x.Gradient.ToArray(), w.Gradient.ToArray(), g.Gradient.ToArray(), kept.Gradient.ToArray(), kept.Span.ToArray()];
        }
        float[][] whole = Run(false);
        Assert.All(whole, numbers => Assert.Contains(numbers, number => number != 0f));
        Assert.Equal(whole, Run(true));
    }

    [Fact]
    public void Replace_GradientReachesTheRestAlone()
    {
        Tensor x = Random(1, 5, 21);
        float[] values = [.. Enumerable.Range(0, 8).Select(i => 0.3f * i)];
        Check(tape => Operations.Replace(tape, x, 1, 3, 2, 4, values), x);
        Check(tape => Operations.Add(tape, Operations.Replace(tape, x, 3, 17, 2, 4, values), x), x);
    }

    [Fact]
    public void WeightedSum_OfElements()
    {
        Tensor x = Random(1, 5, 21);
        Check(tape => Operations.WeightedSum(tape, x, (3, 1f), (70, -2f), (3, 0.5f)), x);
    }

    [Fact]
    public void LogSoftmax()
    {
        Tensor x = Random(1, 4, 21);
        Check(tape => Operations.LogSoftmax(tape, x), x);
        Check(tape => Operations.Add(tape, Operations.LogSoftmax(tape, x), x), x);
    }

    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void Rotary_HeadsOfAProjection(RotaryLayout layout)
    {
        // Queries and keys of a fused projection: both gradients meet in one tensor, beside what neither touches.
        Tensor qkv = Random(1, 2 * 3, 3 * 10);
        RotaryAngles angles = new RotaryTable(4, 100, new YarnScaling(4, 100), layout).At([0, 1, 2, 5, 6, 7], 2);
        Check(
            tape => Operations.Add(
                tape, Operations.Rotary(tape, new HeadSlice(qkv, 0, 2, 5), 2, angles), Operations.Rotary(tape, new HeadSlice(qkv, 10, 2, 5), 2, angles)),
            qkv);
    }

    [Theory]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Silu)]
    public void Activate(Activation activation)
    {
        Tensor x = Random(1, 3, 19);
        // Away from the corner of Relu, across which differences tell nothing.
        for (int i = 0; i < x.Count; i++) x.Span[i] += MathF.CopySign(5 * Step, x.Span[i]);
        Check(tape => Operations.Activate(tape, x, activation), x);
    }

    [Fact]
    public void Add_TheSameTensorTwice()
    {
        Tensor x = Random(1, 3, 5), y = Random(2, 3, 5);
        Check(tape => Operations.Add(tape, Operations.Add(tape, x, y), x), x, y);
    }

    [Fact]
    public void Embedding_RepeatedRows()
    {
        Tensor table = Random(1, 4, 6);
        Check(tape => Operations.Embedding(tape, table, [2, 0, 2, 3, 2]), table);
        Check(tape => Operations.SelectRows(tape, table, [1, 1, 3]), table);
    }

    [Fact]
    public void CrossEntropy_WithWeightsAndIgnoredRows()
    {
        Tensor logits = Random(1, 5, 11);
        Check(tape => Operations.CrossEntropy(tape, logits, [3, Operations.IgnoredLabel, 0, 10, 3], [1f, 1f, 0.2f, 0.5f, 2f]), logits);
    }

    [Fact]
    public void Attention_FusedAndSeparateHeads()
    {
        Tensor qkv = Random(1, 2 * 6, 3 * 8);
        Check(tape => Operations.Attention(tape, new HeadSlice(qkv, 0, 2, 4), new HeadSlice(qkv, 8, 2, 4), new HeadSlice(qkv, 16, 2, 4), 2, Causal.TopLeft, default(PlainScore)), qkv);
        Tensor q = Random(2, 6, 8), k = Random(3, 9, 4), v = Random(4, 9, 5);
        Check(tape => Operations.Attention(tape, new HeadSlice(q, 0, 2, 4), new HeadSlice(k, 0, 1, 4), new HeadSlice(v, 0, 1, 5), 1, default(Bidirectional), default(PlainScore)), q, k, v);
    }

    [Fact]
    public void Backward_WithoutRecording_IsRefused()
    {
        Tensor x = Random(1, 1, 1);
        using var tape = new Tape(recording: false);
        Tensor y = Operations.Activate(tape, x, Activation.Tanh);
        Assert.Throws<InvalidOperationException>(() => tape.Backward(y));
    }

    [Fact]
    public void Release_KeepsWhatIsAskedFor()
    {
        Tensor x = Random(1, 2, 3);
        using var tape = new Tape(recording: false);
        int mark = tape.Mark;
        Tensor a = Operations.Activate(tape, x, Activation.Tanh), b = Operations.Activate(tape, a, Activation.Tanh);
        tape.Release(mark, b);
        Assert.Equal(6, b.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => a.Span.Length);
    }

    /// <summary>Compares the gradient of Σ c·f with differences, at every element of every input.</summary>
    private static void Check(Func<Tape, Tensor> function, params Tensor[] inputs)
    {
        foreach (Tensor input in inputs)
        {
            input.RequiresGradient = true;
            input.ClearGradient();
        }
        float[] c;
        using (var tape = new Tape(recording: true))
        {
            Tensor y = function(tape);
            c = Numbers(99, y.Count);
            _ = Fill(y, c);
            tape.Backward();
        }
        foreach (Tensor input in inputs)
            for (int i = 0; i < input.Count; i++)
            {
                float before = input.Span[i];
                input.Span[i] = before + Step;
                double above = Sum();
                input.Span[i] = before - Step;
                double below = Sum();
                input.Span[i] = before;
                double expected = (above - below) / (2 * Step);
                Assert.True(Math.Abs(expected - input.Gradient[i]) < Tolerance * Math.Max(1, Math.Abs(expected)), $"{input} at {i}: {expected} by differences, {input.Gradient[i]} by the tape");
            }

        double Sum()
        {
            using var tape = new Tape(recording: false);
            double sum = 0;
            Span<float> y = function(tape).Span;
            for (int i = 0; i < y.Length; i++) sum += (double)c[i] * y[i];
            return sum;
        }

        static unsafe bool Fill(Tensor y, float[] c)
        {
            new ReadOnlySpan<float>(c).CopyTo(new Span<float>(y.OpenGradientToAdd(), y.Count));
            return true;
        }
    }

    private static Tensor Random(int seed, params int[] shape)
    {
        var tensor = new Tensor(shape, $"t{seed}");
        Numbers(seed, tensor.Count).CopyTo(tensor.Span);
        return tensor;
    }

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
