using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Models.Tasks;

namespace Heed.Lens.Tests.Metrics;

/// <summary>The likeliest answers and their place.</summary>
public class GivenAnswersTests
{
    [Fact]
    public void Of_AMask_EqualsWhatFillSays()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        const string text = "The dog chased the [MASK].";
        IReadOnlyList<MaskedWord> words = new MaskedWords(model).Fill(text, 5)[0];
        IReadOnlyList<GivenAnswer> answers = GivenAnswers.Of(AnswerPlace.Of(model, text, at: 0), [], 5);
        Assert.Equal(words.Select(word => word.Id), answers.Select(answer => answer.Id));
        // exp of a float logarithm: its rounding, 2^-24 of |log p| < 16, and that of exp.
        Assert.All(words.Zip(answers), pair => Assert.Equal(pair.First.Probability, pair.Second.Before, 2e-6 * pair.First.Probability));
        Assert.All(answers, answer => Assert.Equal(answer.Before, answer.After));
    }

    [Fact]
    public void Of_ACut_NamesTheLikeliestOfBothRunsAndThoseAskedFor()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-decoder"));
        const string text = "The trophy would not fit in the suitcase because it was too big. What was too big? The";
        int suitcase = model.RequireTokenizer().Encode(" suitcase").Ids[^1];
        IReadOnlyList<GivenAnswer> answers = GivenAnswers.Of(AnswerPlace.Of(model, text), [CutEdges.One("blocks.0.attn", 0, 3, 2)], 1, [suitcase]);
        Assert.Equal("trophy", answers[0].Text);
        Assert.Contains(answers, answer => answer.Id == suitcase);
        Assert.True(answers[0].After < 0.5);
        Assert.Equal(answers.OrderByDescending(answer => answer.Before), answers);
    }

    [Theory]
    [InlineData(null, "expected [MASK] in the text, or a token at which to read the answer")]
    [InlineData(99, "at: expected a token from 0 to")]
    public void Of_NoPlace_IsRefused(int? at, string message)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        Assert.Contains(message, Assert.Throws<HeedException>(() => AnswerPlace.Of(model, "The dog saw the cat.", at)).Message);
    }
}
