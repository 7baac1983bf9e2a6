using Heed.Lens.Roles;
using Heed.Lens.Tests.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.Roles;

/// <summary>Every measure of heads against plain loops over whole matrices.</summary>
public class HeadMeasureTests
{
    private static readonly string[] s_means =
        ["previous token", "duplicate token", "induction", "induction on text", "copying", "retrieval", "answer", "local", "broad"];

    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    [InlineData("gemma2")]
    [InlineData("olmo2")]
    [InlineData("phi3")]
    [InlineData("bert-mlm")]
    [InlineData("t5")]
    [InlineData("t5-encoder")]
    public void Scores_OfEveryKindOfModel_EqualPlainLoops(string name)
    {
        (LanguageModel model, _) = MapCases.Create(name);
        using (model) Check(model.Transformer, Samples(model.Transformer.Blueprint, length: 20, period: 6, vocabulary: 31));
    }

    [Theory]
    [InlineData(Direction.Causal)]
    [InlineData(Direction.Bidirectional)]
    public void Scores_OverSeveralTiles_EqualPlainLoops(Direction direction)
    {
        (Transformer model, _) = MapCases.Long(direction);
        using (model) Check(model, Samples(model.Blueprint, length: 280, period: 20, vocabulary: 50));
    }

    [Fact]
    public void Measure_SeveralTexts_SaysSo()
    {
        (LanguageModel model, _) = MapCases.Create("gpt2");
        using (model)
        {
            var two = new HeadSample(HeadSampleKind.Text, new TokenBatch([3, 4, 5, 6], 2));
            Assert.Contains("one text", Assert.Throws<HeedException>(() => HeadRoles.Measure(model.Transformer, [two], cancellation: TestContext.Current.CancellationToken)).Message);
        }
    }

    private static void Check(Transformer model, IReadOnlyList<HeadSample> samples)
    {
        IReadOnlyList<HeadProfile> heads = HeadRoles.Measure(model, samples);
        var plain = new PlainHeadMeasures(model, samples);
        // Roundings of the products a weight and an output are made of; sums of weights add their own.
        double tolerance = (4 * model.Blueprint.HeadSize + model.Blueprint.Width + samples.Max(s => s.Batch.Length) + 32) * Math.Pow(2, -24);
        foreach (string name in s_means)
        {
            double[] expected = plain.All(name);
            for (int i = 0; i < heads.Count; i++)
            {
                double actual = heads[i].Scores.GetValueOrDefault(name)?.Value ?? double.NaN;
                // Entropies reach ln N, and a raise's share divides by the small rest that is left above the mean.
                double scale = name == "broad" ? Math.Log(samples.Max(s => s.Batch.Length)) : name == "copying" ? 20 : 1;
                bool near = Math.Abs(expected[i] - actual) <= tolerance * scale || double.IsNaN(expected[i]) && double.IsNaN(actual);
                Assert.True(near, $"{name}, {heads[i].Place.Site} head {heads[i].Head}: {expected[i]}, {actual}");
            }
            bool defined = name switch
            {
                "copying" => model.Blueprint.Head == ModelHead.Language,
                "answer" => !model.Blueprint.HasEncoder,
                _ => true,
            };
            Assert.Equal(defined, expected.Any(double.IsFinite));
        }
        int width = model.Blueprint.Heads;
        for (int i = 0; i < heads.Count; i++)
        {
            (double sink, double positional) = plain.Extremes(i / width, i % width);
            Assert.Equal(sink, heads[i].Scores["sink"].Value, tolerance);
            Assert.Equal(positional, heads[i].Scores["positional"].Value, 1e-9);
        }
    }

    /// <summary>Samples of every kind, with texts that repeat themselves now and then.</summary>
    private static IReadOnlyList<HeadSample> Samples(Blueprint blueprint, int length, int period, int vocabulary)
    {
        var random = new Random(4);
        int[] Text(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(6, 16))];
        HeadSample One(HeadSampleKind kind, int[] ids, int[] source)
            => new(kind, new TokenBatch(ids) { Source = blueprint.HasEncoder ? new TokenBatch(source) : null });
        var samples = new List<HeadSample>();
        for (int s = 0; s < 2; s++)
        {
            int[] copy = [.. Enumerable.Range(6, vocabulary - 6)], text = Text(length);
            random.Shuffle(copy);
            copy = copy[..period];
            samples.Add(One(HeadSampleKind.Text, text, Text(length + 3)));
            samples.Add(One(HeadSampleKind.Repeated, [0, .. copy, .. copy], [.. copy, 1]) with { Period = period, First = 1 });
            samples.Add(One(HeadSampleKind.Decoded, text, text) with
            {
                Needle = new(2, 7), Steps = [.. Enumerable.Range(length - 8, 8).Select(row => (row, text[2 + row % 5]))],
            });
            if (!blueprint.HasEncoder)
                samples.Add(One(HeadSampleKind.Marked, text, []) with
                {
                    Added = [0], Marks = [.. Enumerable.Range(8, length - 8).Select(row => new HeadMark("answer", row, [row - 3, 1, row - 1], row - 2))],
                });
        }
        return samples;
    }
}
