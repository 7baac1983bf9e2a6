using Heed.Autograd;
using Heed.Lens.WholeMap;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>Small random models, texts and metrics that whole-map measures are tested on.</summary>
internal static class MapCases
{
    public const int Length = 9, Row = 6;

    public static TheoryData<string> OneStack => ["gpt2", "llama", "gemma2", "neox-parallel", "phi3", "olmo2", "bert-mlm", "albert-mlm", "t5-encoder"];

    public static TheoryData<string, MapStack> All
    {
        get
        {
            var all = new TheoryData<string, MapStack> { { "t5", MapStack.Main }, { "t5", MapStack.Encoder }, { "t5-gated", MapStack.Main } };
            foreach (string name in OneStack.Select(row => row.Data)) all.Add(name, MapStack.Main);
            return all;
        }
    }

    public static (LanguageModel Model, TokenBatch Batch) Create(string name)
    {
        var random = new Random(7);
        int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(6, 31))];
        LanguageModel model = TinyConfigs.Model(name);
        return (model, new TokenBatch(Tokens(Length)) { Source = model.Transformer.Blueprint.HasEncoder ? new TokenBatch(Tokens(Length + 2)) : null });
    }

    /// <summary>A model of one stack whose window reaches over several tiles.</summary>
    public static (Transformer Model, TokenBatch Batch) Long(Direction direction, int length = 300)
    {
        var blueprint = new Blueprint
        {
            VocabularySize = 50, Width = 24, Layers = 3, Heads = 4, KeyValueHeads = 2, HeadSize = 6, HiddenWidth = 20, MaxPositions = length,
            Direction = direction,
            NormPlace = NormPlace.Before, NormEpsilon = 1e-5f, Activation = Activation.Gelu, Head = ModelHead.Language, InitialDeviation = 0.4f,
        };
        var random = new Random(3);
        return (Transformer.Create(blueprint, 5), new TokenBatch([.. Enumerable.Range(0, length).Select(_ => random.Next(50))]));
    }

    /// <summary>A fixed direction of the hidden state of a row.</summary>
    public static Func<Tape, Tensor, Tensor> Metric(int row) => (tape, hidden) =>
    {
        Tensor direction = tape.Allocate(1, hidden.Columns);
        for (int i = 0; i < direction.Count; i++) direction.Span[i] = MathF.Sin(3 * i + 1);
        direction.RequiresGradient = false;
        return Operations.Linear(tape, Operations.SelectRows(tape, hidden, [row]), direction, null, WeightLayout.OutputByInput);
    };

    /// <summary>Runs the model with whole matrices; <paramref name="read"/> sees them while gradients are there.</summary>
    public static void Reference(
        Transformer model, TokenBatch batch, MapStack stack, Func<Tape, Tensor, Tensor>? metric, Action<IReadOnlyList<DoubleAttention.Place>> read)
    {
        var hook = new DoubleAttention();
        using var tape = new Tape(recording: metric is not null);
        Tensor hidden = stack == MapStack.Encoder && metric is null ? model.Encode(tape, batch.Source!, hook) : model.Hidden(tape, batch, hook: hook);
        if (metric is not null) tape.Backward(metric(tape, hidden));
        read(hook.Places);
    }

    /// <summary>Each of <paramref name="roundings"/> float32 roundings a step moves a result by at most half a unit of the largest number.</summary>
    public static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, int roundings)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        foreach (double number in expected) largest = Math.Max(largest, Math.Abs(number));
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], roundings * Math.Pow(2, -24) * largest);
    }

    public static double[] Doubles(float[] numbers) => Array.ConvertAll(numbers, number => (double)number);
}
