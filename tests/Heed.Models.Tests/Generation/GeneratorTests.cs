using Heed.Autograd;
using Heed.Models.Generation;

namespace Heed.Models.Tests.Generation;

/// <summary>Generation with the cache against running the whole text for every token, and its limits.</summary>
public class GeneratorTests
{
    private static readonly SamplingOptions s_warm = new() { Temperature = 1.5f, Seed = 7 };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(33)]
    public void Hidden_WithCache_LogitsEqualRecomputing(int promptLength)
    {
        using LanguageModel model = TinyModels.Decoder();
        Transformer transformer = model.Transformer;
        int[] text = Ids(TinyModels.Window);
        using var cache = new KeyValueCache(transformer.Blueprint, 1, text.Length);
        for (int length = promptLength; length <= text.Length; length++)
        {
            using var tape = new Tape(recording: false);
            int[] added = text[cache.Length..length];
            Tensor cached = transformer.TokenLogits(tape, transformer.Hidden(tape, new TokenBatch(added), cache), [added.Length - 1]);
            Tensor whole = transformer.TokenLogits(tape, transformer.Hidden(tape, new TokenBatch(text[..length])), [length - 1]);
            TinyModels.AssertClose(whole.Span, cached.Span);
        }
        Assert.Equal(text.Length, cache.Length);
    }

    [Fact]
    public void Hidden_PromptInPieces_EqualsOnePiece()
    {
        using LanguageModel model = TinyModels.Decoder();
        int[] text = Ids(30);
        using var cache = new KeyValueCache(model.Transformer.Blueprint, 1, text.Length);
        using var tape = new Tape(recording: false);
        Tensor whole = model.Transformer.Hidden(tape, new TokenBatch(text));
        foreach (int[] piece in (int[][])[text[..9], text[9..20], text[20..30]])
        {
            // Few tokens are read by kernels of their own, whose sums go in another order; others get the same bits however the text is cut.
            int start = cache.Length;
            Tensor part = model.Transformer.Hidden(tape, new TokenBatch(piece), cache);
            Assert.Equal(TinyModels.Bits(whole)[(start * whole.Columns)..(cache.Length * whole.Columns)], TinyModels.Bits(part));
        }
    }

    [Fact]
    public void Hidden_TextLongerThanAPiece_EqualsOnePassInEveryBit()
    {
        using LanguageModel model = TinyModels.Decoder();
        using var transformer = Transformer.Create(model.Transformer.Blueprint with { MaxPositions = 2500 }, 3);
        int[] text = [.. Enumerable.Range(0, 2 * 2500).Select(i => i * 7 % 250)];
        var batch = new TokenBatch(text, 2) { Real = [new(0, 2500), new(40, 2500)] };
        using var cache = new KeyValueCache(transformer.Blueprint, 2, 2500);
        using var tape = new Tape(recording: false);
        Tensor whole = transformer.Hidden(tape, batch), pieces = transformer.Hidden(tape, batch, cache);
        Assert.Equal(2500, cache.Length);
        Assert.Equal(TinyModels.Bits(whole)[..(2500 * whole.Columns)], TinyModels.Bits(pieces)[..(2500 * whole.Columns)]);
        Assert.Equal(TinyModels.Bits(whole)[(2540 * whole.Columns)..], TinyModels.Bits(pieces)[(2540 * whole.Columns)..]);
    }

    [Fact]
    public void Hidden_DynamicFrequencies_AreThoseOfTheWholeTextInEveryPiece()
    {
        using LanguageModel llama = Families.TinyConfigs.Model("llama");
        Blueprint blueprint = llama.Transformer.Blueprint;
        var rotary = new RotaryPlan(blueprint.HeadSize, 10000, new DynamicPlan(4, 300) { Positions = 300 });
        using var transformer = Transformer.Create(blueprint with { MaxPositions = 1200, Attention = [new AttentionPlan { Rotary = rotary }] }, 3);
        int[] text = [.. Enumerable.Range(0, 1100).Select(i => i * 7 % blueprint.VocabularySize)];
        using var cache = new KeyValueCache(transformer.Blueprint, 1, text.Length);
        using var tape = new Tape(recording: false);
        Assert.Equal(TinyModels.Bits(transformer.Hidden(tape, new TokenBatch(text))), TinyModels.Bits(transformer.Hidden(tape, new TokenBatch(text), cache)));
    }

    [Fact]
    public void Hidden_EncoderWithACache_SeesBothWaysHoweverShort()
    {
        using LanguageModel model = TinyModels.Encoder();
        using var tape = new Tape(recording: false);
        using var cache = new KeyValueCache(model.Transformer.Blueprint, 1, 5);
        Tensor alone = model.Transformer.Hidden(tape, new TokenBatch(Ids(5))), kept = model.Transformer.Hidden(tape, new TokenBatch(Ids(5)), cache);
        TinyModels.AssertClose(alone.Span, kept.Span);
    }

    [Fact]
    public void Hidden_ManyTexts_EqualFewInEveryBit()
    {
        using LanguageModel model = TinyModels.Encoder();
        int[] ids = [.. Enumerable.Range(0, 60 * 40).Select(i => i * 11 % 200)];
        var batch = new TokenBatch(ids, 60) { TokenTypes = [.. ids.Select(id => id % 2)], Real = [.. Enumerable.Range(0, 60).Select(b => new Masks.KeyRange(0, 40 - b % 7))] };
        using var tape = new Tape(recording: false);
        Tensor all = model.Transformer.Hidden(tape, batch);
        foreach (int first in (int[])[0, 24, 50])
        {
            Tensor some = model.Transformer.Hidden(tape, batch.Rows(first, 10));
            int end = (first + 9) * 40 + 40 - (first + 9) % 7; // what stands behind a text's end is filler
            Assert.Equal(TinyModels.Bits(all)[(first * 40 * all.Columns)..((first * 40 + 1) * all.Columns)], TinyModels.Bits(some)[..all.Columns]);
            Assert.Equal(TinyModels.Bits(all)[((first + 9) * 40 * all.Columns)..(end * all.Columns)], TinyModels.Bits(some)[(9 * 40 * all.Columns)..((end - first * 40) * all.Columns)]);
        }
    }

    [Fact]
    public void Hidden_GoldenModel_CachedLogitsEqualRecomputing()
    {
        using LanguageModel model = ModelFolder.Load(Goldens.Path("models", "gpt2-a"));
        int[] text = [.. Ids(64).Select(id => id % 101)];
        using var cache = new KeyValueCache(model.Transformer.Blueprint, 1, text.Length);
        using var tape = new Tape(recording: false);
        Tensor whole = model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, new TokenBatch(text)));
        for (int t = 0; t < text.Length; t++)
        {
            Tensor one = model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, new TokenBatch([text[t]]), cache));
            TinyModels.AssertClose(whole.Span.Slice(t * whole.Columns, whole.Columns), one.Span);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1.5f)]
    public void Generate_AnyTemperature_TokensAreThoseOfRecomputing(float temperature)
    {
        using LanguageModel model = TinyModels.Decoder();
        Transformer transformer = Endless(model.Transformer);
        SamplingOptions options = s_warm with { Temperature = temperature };
        int[] made = [.. Generate(transformer, Ids(4), 25, options)];

        var sampler = new Sampler(options);
        List<int> text = [.. Ids(4)];
        while (text.Count < 29)
        {
            using var tape = new Tape(recording: false);
            text.Add(sampler.Next(transformer.TokenLogits(tape, transformer.Hidden(tape, new TokenBatch([.. text])), [text.Count - 1]).Span));
        }
        Assert.Equal(text.Skip(4), made);
    }

    [Fact]
    public void Generate_SameSeed_SameTokensAndAnotherSeedOthers()
    {
        using LanguageModel model = TinyModels.Decoder();
        Transformer transformer = Endless(model.Transformer);
        IEnumerable<int> tokens = Generate(transformer, Ids(3), 20, s_warm);
        int[] first = [.. tokens];
        Assert.Equal(first, tokens); // enumerated again
        Assert.Equal(first, Generate(transformer, Ids(3), 20, s_warm));
        Assert.NotEqual(first, Generate(transformer, Ids(3), 20, s_warm with { Seed = 8 }));
    }

    [Fact]
    public void Generate_Greedy_DoesNotDependOnTheSeed()
    {
        using LanguageModel model = TinyModels.Decoder();
        Assert.Equal(Generate(model.Transformer, Ids(3), 20, SamplingOptions.Greedy), Generate(model.Transformer, Ids(3), 20, SamplingOptions.Greedy with { Seed = 99 }));
    }

    [Theory]
    [InlineData(1, 100, TinyModels.Window)]
    [InlineData(30, 100, 11)]
    [InlineData(30, 3, 3)]
    [InlineData(TinyModels.Window, 100, 1)]
    [InlineData(TinyModels.Window, int.MaxValue, 1)]
    [InlineData(5, 0, 0)]
    public void Generate_WindowFull_Stops(int promptLength, int most, int expected)
    {
        // The last token is made from a full window and never read again.
        using LanguageModel model = TinyModels.Decoder();
        Assert.Equal(expected, Generate(Endless(model.Transformer), Ids(promptLength), most, s_warm).Count());
    }

    [Fact]
    public void Generate_EndToken_IsTheLast()
    {
        using LanguageModel model = TinyModels.Decoder();
        int[] made = [.. Generate(Endless(model.Transformer), Ids(3), 12, s_warm)];
        int end = made[5];
        int first = Array.IndexOf(made, end);
        Assert.Equal(made[..(first + 1)], Generate(Ending(model.Transformer, end), Ids(3), 12, s_warm));
    }

    [Fact]
    public void Generate_BadRequest_SaysWhatIsWrongBeforeTheFirstToken()
    {
        using LanguageModel model = TinyModels.Decoder();
        Assert.Equal("generate: expected at least one token to continue; got none.", Refused(model, [], 3));
        Assert.Equal("generate: expected at least 0 tokens; got -1.", Refused(model, Ids(2), -1));
        string tooLong = Refused(model, Ids(TinyModels.Window + 2), 3);
        Assert.Contains("42 tokens", tooLong);
        Assert.Contains("window is 40", tooLong);
        using LanguageModel encoder = TinyModels.Encoder();
        Assert.Contains("expected a decoder with a language head; this model is Bidirectional with MaskedLanguage", Refused(encoder, Ids(2), 3));
        Assert.StartsWith("temperature: ", Refused(model, Ids(2), 3, new SamplingOptions { Temperature = -1 }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(TinyModels.Vocabulary)]
    public void Generate_TokenOutsideTheVocabulary_IsNamed(int id)
    {
        using LanguageModel model = TinyModels.Decoder();
        string message = Assert.Throws<HeedException>(() => Generate(model.Transformer, [1, id], 3, s_warm).ToList()).Message;
        Assert.Equal($"token {id}: expected ids 0 … 299.", message);
    }

    [Fact]
    public void Generate_Cancelled_StopsBetweenTokens()
    {
        using LanguageModel model = TinyModels.Decoder();
        using var stop = new CancellationTokenSource();
        int made = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (int _ in new Generator(Endless(model.Transformer)).Generate(Ids(3), 30, s_warm, stop.Token))
                if (++made == 4) stop.Cancel();
        });
        Assert.Equal(4, made);
    }

    [Fact]
    public void Generate_DamagedWeights_IsAnErrorAndNoToken()
    {
        using LanguageModel model = TinyModels.Decoder();
        model.Transformer.Parameter("blocks.1.mlp.out.bias").Span[3] = float.NaN;
        Assert.Contains("damaged", Assert.Throws<HeedException>(() => Generate(model.Transformer, Ids(3), 3, SamplingOptions.Greedy).ToList()).Message);
    }

    private static string Refused(LanguageModel model, int[] prompt, int most, SamplingOptions? options = null)
        => Assert.Throws<HeedException>(() => { Generate(model.Transformer, prompt, most, options ?? s_warm); }).Message;

    private static IEnumerable<int> Generate(Transformer model, int[] prompt, int most, SamplingOptions options)
        => new Generator(model).Generate(prompt, most, options, TestContext.Current.CancellationToken);

    private static Transformer Endless(Transformer model) => Ending(model, null);

    private static Transformer Ending(Transformer model, int? token)
        => new(model.Blueprint with { EndToken = token }, model.Parameters.ToDictionary(p => p.Name!));

    private static int[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 37 + 11) % TinyModels.Vocabulary)];
}
