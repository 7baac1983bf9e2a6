using Heed.Autograd;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Tests.Metrics;

/// <summary>Prompts and answers as metrics.</summary>
public class QuestionTests
{
    private const string Big = "The trophy would not fit in the suitcase because it was too big.";

    [Fact]
    public void Of_TwoWordsOfOneToken_IsTheDifferenceOfTheirLogits()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        Question question = Question.Of(model, Big + " What was too big? The", "trophy", "suitcase");
        Assert.Equal("logit(trophy) − logit(suitcase)", question.Name);
        Assert.Null(question.Note);
        Assert.True(Value(question) > 5, "The built-in decoder knows the answer.");
        Question swapped = Question.Of(model, Big + " What was too big? The", "suitcase", "trophy");
        Assert.Equal(-Value(question), Value(swapped));
    }

    [Fact]
    public void Of_AnswersOfSeveralTokens_CountAllOfThem()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        Question question = Question.Of(model, Big + " What was too big? The", "trophy", "xylophone");
        Assert.Contains("all of them count", question.Note);
        Assert.Equal(2, question.Runs.Count);
        int[] ids = model.RequireTokenizer().Encode(Big + " What was too big? The xylophone").Ids;
        Assert.Equal(ids[..^1], question.Runs[1].Batch.Ids);
        // The sum of log-probabilities by hand.
        using var tape = new Tape(recording: false);
        Tensor logits = model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, new TokenBatch(ids)));
        double sum = 0;
        for (int i = question.Prompt.Length; i < ids.Length; i++)
        {
            float[] row = logits.Span.Slice((i - 1) * logits.Columns, logits.Columns).ToArray();
            sum += row[ids[i]] - Math.Log(row.Sum(x => Math.Exp(x)));
        }
        using var other = new Tape(recording: false);
        Assert.Equal(-sum, question.Runs[1].Metric.Of(model.Transformer, other, model.Transformer.Hidden(other, question.Runs[1].Batch)).Span[0], 1e-4);
    }

    [Fact]
    public void Of_AMaskedWord_IsReadAtTheMask()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        Question question = Question.Of(model, Big + " What was too big? The [MASK].", "trophy", "suitcase");
        Assert.Single(question.Runs);
        Assert.True(Value(question) > 2);
        string message = Assert.Throws<HeedException>(() => Question.Of(model, Big, "trophy", "suitcase")).Message;
        Assert.Contains("expected [MASK] in the text", message);
        Question at = Question.Of(model, Big, "trophy", "suitcase", ReadText.Of(model, Big).Find("it"));
        Assert.True(Value(at) > 2);
    }

    [Fact]
    public void Of_BadAnswers_AreErrors()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        Assert.Contains("got an empty text", Assert.Throws<HeedException>(() => Question.Of(model, Big, " ", null)).Message);
        Assert.Contains("expected another answer", Assert.Throws<HeedException>(() => Question.Of(model, Big, "trophy", "trophy")).Message);
        Assert.Contains("some words", Assert.Throws<HeedException>(() => Question.Of(model, "", "trophy", null)).Message);
    }

    private static float Value(Question question)
    {
        using var tape = new Tape(recording: false);
        QuestionRun run = question.Runs[0];
        return run.Metric.Of(question.Model.Transformer, tape, question.Model.Transformer.Hidden(tape, run.Batch)).Span[0];
    }
}
