using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Tests.Consequences;

/// <summary>All attention between two words, cut together.</summary>
public class PairCutTests
{
    private const string Trophy = "The trophy would not fit in the suitcase because it was too big.";

    [Theory]
    [InlineData("tiny-encoder", Trophy, "it", "trophy")]
    [InlineData("tiny-decoder", Trophy + " What was too big? The", "would", "trophy")]
    public void Of_TwoWords_EqualsWholeRunsWithTheirAttentionCut(string name, string text, string looks, string looked)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        ReadText read = ReadText.Of(model, text);
        (int from, int to) = (read.Find(looks), read.Find(looked));
        AnswerPlace place = AnswerPlace.Of(model, text, name == "tiny-encoder" ? from : null);
        Question question = Question.Of(model, text, "trophy", "suitcase", place.Token);
        var pair = PairCut.Of(question, place, from, to, cancellation: TestContext.Current.CancellationToken);

        Blueprint b = model.Transformer.Blueprint;
        var (queries, keys) = (new KeyRange(from, from + 1), new KeyRange(to, to + 1));
        Assert.Equal(question.Value(), pair.Before);
        Assert.Equal(question.Value([.. AttentionNames.Of(b).Select(attention => CutEdges.Span(attention, queries, keys))]) - pair.Before, pair.Change);
        for (int layer = 0; layer < b.Layers; layer++)
        {
            Assert.Equal(question.Value(CutEdges.Span($"blocks.{layer}.attn", queries, keys)) - pair.Before, pair.Layers[layer]);
            for (int head = 0; head < b.Heads; head++)
                Assert.Equal(question.Value(CutEdges.One($"blocks.{layer}.attn", head, from, to)) - pair.Before, pair.Heads[layer * b.Heads + head].Change);
        }
        TokenAttention attention = TokenAttention.Of(model, read, from);
        Assert.All(pair.Heads, head => Assert.Equal(attention.Weights[head.Layer][head.Head][to], head.Weight));
        Assert.Equal(("trophy", PairVerdict.Decides, false), (pair.AnswerBefore.Text, pair.Verdict, pair.IsHidden));
    }

    [Fact]
    public void Of_AWordThatComesLater_IsHiddenAndChangesNothing()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        AnswerPlace place = AnswerPlace.Of(model, Trophy);
        var pair = PairCut.Of(Question.Of(model, Trophy, "What", null), place, 2, 8, cancellation: TestContext.Current.CancellationToken);
        Assert.True(pair.IsHidden);
        Assert.Equal((0f, PairVerdict.Nothing), (pair.Change, pair.Verdict));
    }

    [Fact]
    public void Word_OfSeveralTokens_IsAllOfThem()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        ReadText read = ReadText.Of(model, "The trophies unfolded.");
        for (int t = 0; t < read.Length; t++)
        {
            KeyRange word = PairCut.Word(read, t);
            Assert.All(Enumerable.Range(0, read.Length), i => Assert.Equal(i == t || read.WordOf[t] >= 0 && read.WordOf[i] == read.WordOf[t], i >= word.Start && i < word.End));
        }
        Assert.Contains($"token: expected a token from 0 to {read.Length - 1}; got 99", Assert.Throws<HeedException>(() => PairCut.Word(read, 99)).Message);
    }
}
