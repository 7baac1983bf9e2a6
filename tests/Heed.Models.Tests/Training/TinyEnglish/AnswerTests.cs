using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Tests.Training.TinyEnglish;

/// <summary>Every answer is worked out again from the text before it.</summary>
public class AnswerTests
{
    [Theory]
    [MemberData(nameof(Draws.AllFamilies), MemberType = typeof(Draws))]
    public void Answers_AreTrue(string family)
    {
        foreach (Sentence sentence in Draws.Of(family, 3_000).Concat(Draws.Of(family, 1_000, Split.HeldOut)))
        {
            IReadOnlyList<string> expected = Truth.Of(sentence);
            Assert.Equal(expected, Enumerable.Range(0, sentence.Answers.Count).Select(answer => sentence.AnswerText(answer).ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Draws.AllFamilies), MemberType = typeof(Draws))]
    public void Answers_AreWholeWords(string family)
    {
        foreach (Sentence sentence in Draws.Of(family, 1_000))
        {
            foreach ((int start, int length) in sentence.Answers)
            {
                Assert.Equal(' ', sentence.Text[start - 1]);
                Assert.True(sentence.Text[start + length] is ' ' or '.' or ';', sentence.Text);
                Assert.True(char.IsLetterOrDigit(sentence.Text[start]) && char.IsLetterOrDigit(sentence.Text[start + length - 1]));
            }
            Assert.True(sentence.Text[^1] is '.' or ';', sentence.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Draws.AllFamilies), MemberType = typeof(Draws))]
    public void Pronouns_PointAtItAndItsReferent(string family)
    {
        foreach (Sentence sentence in Draws.Of(family, 1_000))
        {
            if (family is not ("fits" or "overhead"))
            {
                Assert.Empty(sentence.Pronouns);
                continue;
            }
            PronounSpan pronoun = Assert.Single(sentence.Pronouns);
            Assert.Equal(" it ", sentence.Text.Substring(pronoun.Start - 1, pronoun.Length + 2));
            Assert.Equal(sentence.AnswerText(0).ToString(), pronoun.Referent);
            Assert.Contains($"The {pronoun.Referent}.", sentence.Text);
        }
    }
}
