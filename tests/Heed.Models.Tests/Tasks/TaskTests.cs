using Heed.Autograd;
using Heed.Models.Generation;
using Heed.Models.Tasks;

namespace Heed.Models.Tests.Tasks;

/// <summary>Text in, text, words, classes or vectors out.</summary>
public class TaskTests
{
    private static readonly TextOptions s_endless = new() { MaxTokens = 20,
        Sampling = new SamplingOptions { Temperature = 1.5f, Seed = 4 } };

    [Fact]
    public void Stream_Pieces_AreTheDecodedTokens()
    {
        using LanguageModel model = TinyModels.Decoder();
        string text = string.Concat(new TextGenerator(model).Stream("The cat", s_endless, TestContext.Current.CancellationToken));
        int[] ids = [.. new Generator(model.Transformer)
            .Generate(model.Tokenizer!.Encode("The cat").Ids, 20, s_endless.Sampling, TestContext.Current.CancellationToken)];
        Assert.Equal(model.Tokenizer.Decode(ids), text);
        Assert.NotEmpty(text);
    }

    [Fact]
    public void Stream_Stop_EndsBeforeIt()
    {
        using LanguageModel model = TinyModels.Decoder();
        string whole = string.Concat(new TextGenerator(model).Stream("The cat", s_endless, TestContext.Current.CancellationToken));
        string stop = whole[7..10];
        string cut = string.Concat(new TextGenerator(model)
            .Stream("The cat", s_endless with { Stops = ["nowhere", stop] }, TestContext.Current.CancellationToken));
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], cut);
    }

    [Fact]
    public void Stream_PromptLongerThanTheWindow_IsRefusedOrLosesItsBeginning()
    {
        using LanguageModel model = TinyModels.Decoder();
        string text = string.Join(' ', Enumerable.Repeat("The cat sat on the mat", 30));
        var generator = new TextGenerator(model);
        Assert.Contains("--truncate", Assert.Throws<HeedException>(()
            => generator.Stream(text, s_endless, TestContext.Current.CancellationToken)).Message);
        Assert.NotEmpty(string.Concat(generator.Stream(text, s_endless with { Truncate = true }, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Stream_Cancelled_StopsBetweenTokens()
    {
        using LanguageModel model = TinyModels.Decoder();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (string _ in new TextGenerator(model).Stream("The cat", s_endless, source.Token)) source.Cancel();
        });
    }

    [Fact]
    public void Stream_BeamsWithDraws_IsRefused()
    {
        using LanguageModel model = TinyModels.Decoder();
        Assert.Contains(
            "Choose one of both",
            Assert.Throws<HeedException>(() => new TextGenerator(model)
                .Stream("The", s_endless with { Beams = new BeamOptions() }, TestContext.Current.CancellationToken)).Message);
    }

    [Theory]
    [InlineData("abcXYZdef", "abc", "XYZ")]
    [InlineData("abcXYdef", "abcXYdef", "XYZ")]
    [InlineData("aXXYZ", "aX", "XYZ")]
    [InlineData("ends in XY", "ends in XY", "XYZ")]
    [InlineData("one two", "", "two", "one")]
    [InlineData("anything", "anything")]
    public void StopText_ByCharacters_LetsThroughUpToTheFirst(string text, string expected, params string[] stops)
    {
        var stop = new StopText(stops);
        Assert.Equal(expected, string.Concat(text.Select(c => stop.Append(c.ToString()))) + stop.Finish());
        stop = new StopText(stops);
        Assert.Equal(expected, stop.Append(text) + stop.Finish());
    }

    [Fact]
    public void Fill_TwoMasks_ProbabilitiesAreTheModels()
    {
        using LanguageModel model = TinyModels.Encoder();
        string text = "The [MASK] sat on the [MASK].";
        IReadOnlyList<IReadOnlyList<MaskedWord>> masks = new MaskedWords(model).Fill(text, 4);
        Assert.Equal(2, masks.Count);
        int[] ids = model.Tokenizer!.Encode(text).Ids;
        using var tape = new Tape(recording: false);
        Tensor logits = model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, new TokenBatch(ids)));
        for (int mask = 0; mask < 2; mask++)
        {
            int place = mask == 0 ? Array.IndexOf(ids, 3) : Array.LastIndexOf(ids, 3);
            float[] row = logits.Span.Slice(place * logits.Columns, logits.Columns).ToArray();
            double total = row.Sum(x => Math.Exp(x));
            Assert.Equal(4, masks[mask].Count);
            Assert.Equal(Array.IndexOf(row, row.Max()), masks[mask][0].Id);
            foreach (MaskedWord word in masks[mask]) Assert.Equal(Math.Exp(row[word.Id]) / total, word.Probability, 1e-6);
        }
    }

    [Fact]
    public void Fill_NoMaskOrNoHead_IsRefused()
    {
        using LanguageModel encoder = TinyModels.Encoder(), decoder = TinyModels.Decoder();
        Assert.Contains("expected the mask token [MASK]", Assert.Throws<HeedException>(() => new MaskedWords(encoder).Fill("The cat", 3))
            .Message);
        Assert.Contains("masked-language head", Assert.Throws<HeedException>(() => new MaskedWords(decoder).Fill("The [MASK]", 3)).Message);
        Assert.Contains("top: expected", Assert.Throws<HeedException>(() => new MaskedWords(encoder).Fill("The [MASK]", 0)).Message);
    }

    [Theory]
    [InlineData(ProblemKind.SingleLabel)]
    [InlineData(ProblemKind.MultiLabel)]
    [InlineData(ProblemKind.Regression)]
    public void Classify_AnyProblem_ScoresFollowTheLogits(ProblemKind problem)
    {
        using LanguageModel model = TinyModels.Encoder("BertForSequenceClassification") with { Labels = new ClassLabels(["a", "b", "c",
            "d", "e"], problem) };
        IReadOnlyList<TextClass> classes = new TextClassifier(model).Classify("The cat sat.");
        using var tape = new Tape(recording: false);
        float[] logits = model.Transformer.ClassLogits(tape,
            model.Transformer.Hidden(tape, new TokenBatch(model.Tokenizer!.Encode("The cat sat.").Ids)), 1).Span.ToArray();
        double total = logits.Sum(x => Math.Exp(x));
        Assert.Equal(5, classes.Count);
        Assert.Equal(classes.OrderByDescending(found => found.Score), classes);
        foreach (TextClass found in classes)
        {
            double logit = logits["abcde".IndexOf(found.Label, StringComparison.Ordinal)];
            Assert.Equal(problem switch { ProblemKind.SingleLabel => Math.Exp(logit) / total, ProblemKind.MultiLabel
                => 1 / (1 + Math.Exp(-logit)), _ => logit }, found.Score, 1e-6);
        }
    }

    [Fact]
    public void Classify_LongText_IsRefusedOrCutBeforeTheLastToken()
    {
        using LanguageModel model = TinyModels.Encoder("BertForSequenceClassification");
        string text = string.Join(' ', Enumerable.Repeat("The cat sat on the mat", 30));
        Assert.Contains("text too long", Assert.Throws<HeedException>(() => new TextClassifier(model).Classify(text)).Message);
        int[] ids = model.Tokenizer!.Encode(text).Ids;
        using var tape = new Tape(recording: false);
        float[] logits = model.Transformer.ClassLogits(tape,
            model.Transformer.Hidden(tape, new TokenBatch([.. ids[..(TinyModels.Window - 1)], ids[^1]])), 1).Span.ToArray();
        Assert.Equal($"LABEL_{Array.IndexOf(logits, logits.Max())}", new TextClassifier(model).Classify(text, truncate: true)[0].Label);
    }
}
