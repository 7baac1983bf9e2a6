using Heed.Lens.Sites;
using Heed.Lens.Spans;
using Heed.Models;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Insides;

public sealed class SpanAttentionTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(2, null)]
    [InlineData(1, 3)]
    public void Share_IsThatOfTheRecordedPattern(int? layer, int? head)
    {
        var row = new InsideRow(Sentences.Trophy);
        LanguageModel model = row.Language;
        int[] ids = model.RequireTokenizer().Encode(row.Prompt).Ids;
        using var run = Recording.Of(model.Transformer, new TokenBatch(ids), ["*.pattern"]);
        (double span, double rest) = (0, 0);
        int last = ids.Length - 1;
        for (int l = layer ?? 0; l <= (layer ?? 3); l++)
            for (int h = head ?? 0; h <= (head ?? 3); h++)
                for (int key = 1; key <= last; key++) // 0 is the sink
                {
                    double weight = run[$"blocks.{l}.attn.pattern"].Span[(h * ids.Length + last) * ids.Length + key];
                    rest += weight;
                    if (key <= 14) span += weight;
                }
        string at = (layer is null ? "" : $",'layer':{layer}") + (head is null ? "" : $",'head':{head}");
        AssertionResult result = row.Judge($"{{'type':'span-attention','span':'fact','value':'trophy'{at}}}");
        Assert.Equal(span / rest, row.Number(result, "share"), 1e-6);
        Assert.Equal(span / rest / (14 / 20.0), row.Number(result, "perLength"), 1e-6);
        Assert.Equal(result.Verdict == Verdict.Pass, row.Number(result, "perLength") >= 1);
    }

    [Fact]
    public void PerLength_OverAPartition_HasTheMeanOne_WithTheSink()
    {
        foreach (string name in (string[])["tiny-decoder", "tiny-encoder"])
        {
            var row = new InsideRow(name == "tiny-encoder" ? Sentences.Masked : Sentences.Codes, name);
            AskedText text = AskedText.Of(row.Language, row.Prompt);
            var random = new Random(4);
            for (int trial = 0; trial < 20; trial++)
            {
                // Every token that is no sink, in one of a few spans, side by side or scattered.
                int[] tokens = [.. Enumerable.Range(0, text.Read.Length).Where(token => !text.Read.IsSink(token))];
                int parts = random.Next(1, 6);
                TokenSpan[] spans = [.. tokens.GroupBy(_ => random.Next(parts)).Select(part => new TokenSpan($"{part.Key}", [.. part]))];
                AnswerAttention attention = AnswerAttention.Of(text, text.Answer("trophy", "value"), spans);
                foreach ((int? layer, int? head) in ((int?, int?)[])[(null, null), (1, null), (3, 2)])
                {
                    double weights = attention.Sink(layer, head), mean = 0;
                    for (int s = 0; s < spans.Length; s++)
                    {
                        weights += attention.Weight(s, layer, head);
                        mean += attention.PerLength(s, layer, head) * spans[s].Tokens.Count / tokens.Length;
                    }
                    Assert.Equal(1, weights, 1e-12);
                    Assert.Equal(1, mean, 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Share_OfAnswersOfSeveralTokens_IsTheMeanOverThoseThatGiveThem()
    {
        var row = new InsideRow(Sentences.Trophy);
        AskedText text = AskedText.Of(row.Language, row.Prompt);
        int[] answer = text.Answer("sewing machine", "value");
        TokenSpan span = new("fact", [.. Enumerable.Range(1, 14)]);
        double both = AnswerAttention.Of(text, answer, [span]).Weight(0), first = AnswerAttention.Of(text, answer[..1], [span]).Weight(0);
        AskedText longer = text.With(row.Prompt + " sewing");
        double second = AnswerAttention.Of(longer, answer[1..], [span]).Weight(0);
        Assert.Equal((first + second) / 2, both, 1e-6);
    }

    [Fact]
    public void Share_WithoutValue_IsOfTheModelsOwnAnswer()
    {
        int[] own = AskedText.Of(new InsideRow(Sentences.Trophy).Language, new InsideRow(Sentences.Trophy).Prompt).Answer("trophy", "value");
        var row = new InsideRow(Sentences.Trophy) { Answer = new Heed.Prompts.Answers.Answer("trophy") { Tokens = own } };
        AssertionResult silent = row.Judge("{'type':'span-attention','span':'fact'}"), named = row.Judge("{'type':'span-attention','span':'fact','value':'trophy'}");
        Assert.Equal(row.Number(named, "share"), row.Number(silent, "share"));
        Assert.True(silent.Details.GetProperty("ownAnswer").GetBoolean());
    }

    [Fact]
    public void ShareTrue_HoldsTheShareItselfAgainstTheLimit()
    {
        var row = new InsideRow(Sentences.Trophy);
        AssertionResult result = row.Judge("{'type':'span-attention','span':'fact','value':'trophy','share':true,'threshold':0.3}");
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal(row.Number(result, "share"), result.Score);
    }
}
