using Heed.Autograd;
using Heed.Models.Generation;
using Heed.Models.Tests.Families;

namespace Heed.Models.Tests.Generation;

/// <summary>Beam search against trying every text there is.</summary>
public class BeamSearchTests
{
    private const int Length = 3;
    private static readonly int[] s_prompt = [5, 9, 3];

    [Theory]
    [InlineData("llama", 0)]
    [InlineData("llama", 1)]
    [InlineData("t5", 1)]
    [InlineData("t5-gated", 2.5)]
    public void Search_AsManyBeamsAsTexts_FindsTheBestOfAll(string name, double penalty)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        var search = new BeamSearch(model.Transformer) { EndTokens = [4, 9] };
        BeamText best = search.Search(s_prompt, Length, new BeamOptions { Beams = 31 * 31, LengthPenalty = penalty },
            TestContext.Current.CancellationToken)[0];
        BeamText expected = Everything(model.Transformer, [], 0, penalty).MaxBy(text => text.Score)!;
        Assert.Equal(expected.Tokens, best.Tokens);
        Assert.Equal(expected.Score, best.Score, 1e-4);
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("t5")]
    public void Search_OneBeamNoPenalty_IsGreedy(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        int[] greedy = [.. new Generator(model.Transformer) { EndTokens = [] }.Generate(s_prompt, 12, SamplingOptions.Greedy,
            TestContext.Current.CancellationToken)];
        var search = new BeamSearch(model.Transformer) { EndTokens = [] };
        Assert.Equal(greedy, search.Search(s_prompt, 12, new BeamOptions { Beams = 1 }, TestContext.Current.CancellationToken)[0].Tokens);
    }

    [Fact]
    public void Search_MoreBeams_ScoresAreOrderedAndThoseOfTheModel()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        IReadOnlyList<BeamText> texts = new BeamSearch(model.Transformer)
            .Search(s_prompt, 9, new BeamOptions { Beams = 5 }, TestContext.Current.CancellationToken);
        Assert.Equal(5, texts.Count);
        Assert.Equal(texts.OrderByDescending(text => text.Score), texts);
        foreach (BeamText text in texts)
        {
            double sum = 0;
            for (int i = 0; i < text.Tokens.Length; i++) sum += LogProbability(model.Transformer, text.Tokens[..i], text.Tokens[i]);
            Assert.Equal(sum / text.Tokens.Length, text.Score, 1e-4);
        }
    }

    [Fact]
    public void Search_Cancelled_StopsBetweenTokens()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        Assert.Throws<OperationCanceledException>(() => new BeamSearch(model.Transformer)
            .Search(s_prompt, 5, new BeamOptions(), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(0, 1, "beams: expected a whole number of at least 1; got 0.")]
    [InlineData(2, double.NaN, "length penalty: expected a number; got NaN.")]
    public void Options_OutOfRange_AreRefused(int beams, double penalty, string message)
    {
        using LanguageModel model = TinyConfigs.Model("gpt2");
        var options = new BeamOptions { Beams = beams, LengthPenalty = penalty };
        Assert.Equal(message, Assert.Throws<HeedException>(() => new BeamSearch(model.Transformer)
            .Search(s_prompt, 5, options, TestContext.Current.CancellationToken)).Message);
    }

    private static IEnumerable<BeamText> Everything(Transformer model, int[] text, double sum, double penalty)
    {
        double[] next = LogProbabilities(model, text);
        for (int token = 0; token < next.Length; token++)
        {
            int[] longer = [.. text, token];
            if (token is 4 or 9 || longer.Length == Length) yield return new BeamText(longer,
                (sum + next[token]) / Math.Pow(longer.Length, penalty));
            else
                foreach (BeamText found in Everything(model, longer, sum + next[token], penalty)) yield return found;
        }
    }

    private static double LogProbability(Transformer model, int[] text, int token) => LogProbabilities(model, text)[token];

    private static double[] LogProbabilities(Transformer model, int[] text)
    {
        using var tape = new Tape(recording: false);
        TokenBatch batch = model.Blueprint.HasEncoder ? new TokenBatch([0, .. text]) { Source = new TokenBatch(s_prompt) }
            : new TokenBatch([.. s_prompt, .. text]);
        float[] logits = model.TokenLogits(tape, model.Hidden(tape, batch), [batch.Length - 1]).Span.ToArray();
        double total = Math.Log(logits.Sum(x => Math.Exp(x)));
        return [.. logits.Select(x => x - total)];
    }
}
