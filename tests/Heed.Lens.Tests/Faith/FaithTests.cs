using Heed.Lens.Faith;
using Heed.Models;
using Heed.Models.Training.TinyEnglish;
using Heed.Models.Weights;

namespace Heed.Lens.Tests.Faith;

/// <summary>True words, and methods held against them.</summary>
public class FaithTests
{
    [Theory]
    [InlineData("fits")]
    [InlineData("overhead")]
    [InlineData("clause")]
    [InlineData("object_clause")]
    [InlineData("give")]
    [InlineData("support")]
    [InlineData("code")]
    [InlineData("keys")]
    [InlineData("repeat")]
    public void TrueWord_OfEveryFamily_IsTheAnswersEarlierPlace(string family)
    {
        foreach (Sentence sentence in new TinyEnglishCorpus(3).HeldOut(family, 40))
        {
            AnswerSpan answer = sentence.Answers[^1];
            (int start, int end) = TrueWord.Of(sentence, answer);
            Assert.True(end <= answer.Start);
            Assert.Equal(sentence.Text.Substring(answer.Start, answer.Length), sentence.Text[start..end]);
        }
    }

    [Fact]
    public void TrueWord_OfAgreement_IsTheSubject()
    {
        Sentence sentence = new TinyEnglishCorpus(3).HeldOut("agreement", 1).Single();
        (int start, int end) = TrueWord.Of(sentence, sentence.Answers[0]);
        Assert.Equal(sentence.Text.Split(' ')[1], sentence.Text[start..end]);
    }

    [Theory]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-encoder")]
    public void Measure_MeasuredEffectBeatsMeanWeightInRankAndChance(string name)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        IReadOnlyList<FaithRow> rows = Faithfulness.Measure(model, "support", 12, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(8, rows.Count);
        Assert.All(rows, row => Assert.Equal(12, row.Sentences));
        Assert.True(rows.Single(row => row.Method == "measured effect").Share > 0.4);
        Assert.True(rows.Single(row => row.Method == "predicted effect").Correlation > rows.Single(row => row.Method == "mean weight").Correlation);
        Assert.Null(rows[^1].Correlation);
    }

    [Fact]
    public void Interval_IsWilsons()
    {
        // Brown, Cai & DasGupta 2001: 8 of 20.
        (double low, double high) = new FaithRow("", "", 8, 8, 20, 20, null).Interval;
        Assert.Equal(0.2188, low, 4);
        Assert.Equal(0.6134, high, 4);
        Assert.Equal(0, new FaithRow("", "", 0, 0, 20, 20, null).Interval.Low);
    }

    [Fact]
    public void Measure_OfADamagedModel_IsRefused()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"), new LoadOptions { Weights = WeightUse.Own });
        model.Transformer.Parameter("final_norm.weight").Span[0] = float.NaN;
        Assert.Contains("The model's weights are damaged", Assert.Throws<HeedException>(
            () => Faithfulness.Measure(model, "fits", 2, cancellation: TestContext.Current.CancellationToken)).Message);
    }
}
