using Heed.Autograd;
using Heed.Models.Generation;

namespace Heed.Models.Tests.Families;

/// <summary>What holds for every family: folders, caches, batches, gradients.</summary>
public class FamilyTests
{
    public static TheoryData<string> All => TinyConfigs.All;

    public static TheoryData<string> Generating => TinyConfigs.Generating;

    public static TheoryData<string> Encoders => TinyConfigs.Encoders;

    [Theory]
    [MemberData(nameof(All))]
    public void Save_LoadsEqual(string name)
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyConfigs.Model(name);
        ModelFolder.Save(folder.File("saved"), model);
        using LanguageModel loaded = ModelFolder.Load(folder.File("saved"), LoadOptions.ForTraining);
        Assert.Equal(model.Architecture, loaded.Architecture);
        Assert.Equal(model.Transformer.Blueprint, loaded.Transformer.Blueprint);
        Assert.Equal(model.Labels, loaded.Labels);
        TinyModels.AssertSameWeights(model.Transformer, loaded.Transformer);
    }

    [Theory]
    [MemberData(nameof(Generating))]
    public void Hidden_StepByStep_EqualsAtOnce(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Transformer transformer = model.Transformer;
        // Short of where LongRoPE changes its frequencies: from there on everything is computed anew.
        int[] text = Ids(name == "phi3" ? 15 : 23);
        TokenBatch? source = transformer.Blueprint.HasEncoder ? new TokenBatch(Ids(9, 5)) : null;
        using var tape = new Tape(recording: false);
        Tensor whole = transformer.TokenLogits(tape, transformer.Hidden(tape, new TokenBatch(text) { Source = source }));
        using var cache = new KeyValueCache(transformer.Blueprint, 1, text.Length);
        var steps = new List<float>();
        foreach (int[] piece in (int[][])[text[..5], text[5..6], text[6..7], .. text[7..].Select(id => new[] { id })])
        {
            Tensor hidden = transformer.Hidden(tape, new TokenBatch(piece) { Source = cache.Length == 0 ? source : null }, cache);
            steps.AddRange(transformer.TokenLogits(tape, hidden).Span);
        }
        AssertClose(whole.Span, [.. steps]);
    }

    [Theory]
    [MemberData(nameof(Generating))]
    public void GenerateBatch_DifferentLengths_EqualsEachAlone(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        // Each stays on one side of where LongRoPE changes its frequencies, as the longest row's does for all.
        int[][] prompts = name == "phi3" ? [Ids(3, 5), Ids(1, 7), Ids(4, 9)] : [Ids(11, 5), Ids(2, 7), Ids(17, 9)];
        var generator = new Generator(model.Transformer) { EndTokens = [4, 9] };
        List<int>[] together = [[], [], []];
        foreach (GeneratedToken token in generator.GenerateBatch(prompts, 11, SamplingOptions.Greedy,
            TestContext.Current.CancellationToken))
        {
            together[token.Row].Add(token.Id);
            Assert.InRange(token.LogProbability, -40, 0);
        }
        for (int row = 0; row < prompts.Length; row++) Assert.Equal(generator.Generate(prompts[row], 11, SamplingOptions.Greedy,
            TestContext.Current.CancellationToken), together[row]);
    }

    [Fact]
    public void Generate_PastTheOriginalLengthOfLongRope_EqualsRecomputing()
    {
        using LanguageModel model = TinyConfigs.Model("phi3");
        List<int> text = [.. Ids(9)];
        int[] made = [.. new Generator(model.Transformer) { EndTokens = [] }.Generate([.. text], 16, SamplingOptions.Greedy,
            TestContext.Current.CancellationToken)];
        for (int i = 0; i < 16; i++)
        {
            using var tape = new Tape(recording: false);
            text.Add(Sampler.Likeliest(model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, new TokenBatch([.. text])),
                [text.Count - 1]).Span));
        }
        Assert.Equal(text.Skip(9), made);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Hidden_FilledUp_EqualsEachAlone(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        int[][] texts = [Ids(11, 5), Ids(3, 7), Ids(17, 9)];
        using var tape = new Tape(recording: false);
        TokenBatch batch = TokenBatch.FilledUp(texts, model.Transformer.Blueprint.PaddingToken ?? 0);
        Tensor together = model.Transformer.Hidden(tape, batch);
        for (int row = 0; row < texts.Length; row++)
            AssertClose(
                model.Transformer.Hidden(tape, new TokenBatch(texts[row])).Span,
                together.Span.Slice(row * batch.Length * together.Columns, texts[row].Length * together.Columns).ToArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Backward_EveryParameter_IsTheSlopeOfTheLoss(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Transformer transformer = model.Transformer;
        foreach (Tensor parameter in transformer.Parameters) parameter.RequiresGradient = true;
        using (var tape = new Tape(recording: true)) tape.Backward(Loss(tape, transformer));
        foreach (Tensor parameter in transformer.Parameters)
        {
            // Along the gradient itself, so far that the loss moves by some hundred roundings; one that has none must not matter.
            float[] direction = parameter.HasGradient ? parameter.Gradient.ToArray() : [.. Enumerable.Repeat(1f, parameter.Count)];
            double length = Math.Sqrt(direction.Sum(g => (double)g * g)), slope = parameter.HasGradient ? length : 0;
            double step = Math.Min(5e-3, 3e-4 / Math.Max(1e-9, slope));
            double measured = (At(step / Math.Max(1e-9, length)) - At(-step / Math.Max(1e-9, length))) / (2 * step);
            Assert.True(Math.Abs(measured - slope) <= 0.02 * slope + 4e-4,
                $"{parameter.Name}: the gradient says {slope}, the loss {measured}");

            double At(double factor)
            {
                float[] before = parameter.Span.ToArray();
                for (int i = 0; i < before.Length; i++) parameter.Span[i] += (float)(factor * direction[i]);
                using var tape = new Tape(recording: false);
                double loss = Loss(tape, transformer).Span[0];
                before.CopyTo(parameter.Span);
                return loss;
            }
        }
    }

    private static Tensor Loss(Tape tape, Transformer transformer)
    {
        Blueprint blueprint = transformer.Blueprint;
        var batch = new TokenBatch([.. Ids(9, 5), .. Ids(9, 3)], 2) { Source = blueprint.HasEncoder
            ? new TokenBatch([.. Ids(7, 2), .. Ids(7, 4)], 2) : null };
        Tensor hidden = transformer.Hidden(tape, batch);
        if (blueprint.Head == ModelHead.Classification) return Operations.CrossEntropy(tape, transformer.ClassLogits(tape, hidden, 2),
            [1, 0]);
        Tensor logits = blueprint.Head == ModelHead.None ? hidden : transformer.TokenLogits(tape, hidden);
        return Operations.CrossEntropy(tape, logits, [.. Enumerable.Range(0, 18).Select(i => i * 5 % logits.Columns)]);
    }

    private static int[] Ids(int count, int step = 11) => [.. Enumerable.Range(0, count).Select(i => 3 + i * step % 28)];

    private static void AssertClose(ReadOnlySpan<float> expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = 0, difference = 0;
        for (int i = 0; i < actual.Length; i++) (largest, difference) = (Math.Max(largest, Math.Abs(expected[i])),
            Math.Max(difference, Math.Abs(expected[i] - actual[i])));
        Assert.InRange(difference, 0, 2e-5f * largest);
    }
}
