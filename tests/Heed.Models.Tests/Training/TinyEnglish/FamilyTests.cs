using Heed.Models.Training.TinyEnglish;
using CorpusFamilies = Heed.Models.Training.TinyEnglish.Families;

namespace Heed.Models.Tests.Training.TinyEnglish;

public class FamilyTests
{
    [Theory]
    [MemberData(nameof(Draws.PairFamilies), MemberType = typeof(Draws))]
    public void Variants_AreEquallyLikely(string family)
    {
        const int Count = 8_000;
        var counts = Draws.Of(family, Count).CountBy(sentence => sentence.Variant).ToDictionary();
        IReadOnlyList<string> variants = CorpusFamilies.Named(family).Variants;

        // Five standard deviations of a binomial count.
        double even = (double)Count / variants.Count, slack = 5 * Math.Sqrt(even * (1 - 1.0 / variants.Count));
        Assert.Equal(variants.Order(), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, even - slack, even + slack));
    }

    [Fact]
    public void Give_PutsTheRightArticle()
    {
        foreach (Sentence sentence in Draws.Of("give", 2_000))
        {
            string[] words = sentence.Text.Split(' ');
            Assert.Equal("aeiou".Contains(words[10][0]) ? "an" : "a", words[9]);
            Assert.Contains(words[10], WordLists.Gifts);
        }
    }

    [Theory]
    [InlineData("apple", "an apple")]
    [InlineData("ring", "a ring")]
    public void Article_FollowsTheSound(string noun, string expected) => Assert.Equal(expected, Article.With(noun));

    [Theory]
    [InlineData("dog", "dogs")]
    [InlineData("fox", "foxes")]
    [InlineData("wolf", "wolves")]
    [InlineData("mouse", "mice")]
    [InlineData("sheep", "sheep")]
    [InlineData("donkey", "donkeys")]
    public void Plural_KnowsTheAnimals(string one, string many) => Assert.Equal(many, Plural.Of(one));

    [Fact]
    public void Agreement_NeverAsksTheNumberOfSheep()
    {
        string[] subjects = [.. Draws.Of("agreement", 20_000).Select(sentence => sentence.Text.Split(' ')[1]).Distinct()];
        Assert.DoesNotContain("sheep", subjects);
        Assert.Equal(2 * (WordLists.Animals.Count - 1), subjects.Length);
        Assert.Contains("wolves", subjects);
        Assert.Contains("mice", subjects);
    }

    [Fact]
    public void Code_AsksEveryPlaceEquallyOften_AndSetsSomeVariablesAgain()
    {
        int[] places = new int[4];
        int again = 0;
        foreach (Sentence sentence in Draws.Of("code", 60_000).Where(sentence => sentence.Text.Count(letter => letter == '=') == 4))
        {
            string[] lines = sentence.Text.Split("; ");
            string asked = lines[^1][6..lines[^1].IndexOf(')')];
            places[Array.FindLastIndex(lines, line => line.StartsWith(asked + " ", StringComparison.Ordinal))]++;
            if (lines.Count(line => line.StartsWith(asked + " ", StringComparison.Ordinal)) > 1)
                again++;
        }
        double even = places.Sum() / 4.0, slack = 5 * Math.Sqrt(even * 0.75);
        Assert.All(places, count => Assert.InRange(count, even - slack, even + slack));
        Assert.InRange(again, 0.2 * places.Sum(), 0.5 * places.Sum());
    }

    [Fact]
    public void Keys_AsksEveryPlaceEquallyOften_AndRepeatsNothing()
    {
        int[] places = new int[5];
        foreach (Sentence sentence in Draws.Of("keys", 60_000).Where(sentence => sentence.Text.Count(letter => letter == '.') == 6))
        {
            string[] parts = sentence.Text.Split(". ");
            string[] numbers = [.. parts[..5].Select(part => part[^2..])];
            Assert.Equal(5, numbers.Distinct().Count());
            Assert.Equal(5, parts[..5].Select(part => part.Split(' ')[3]).Distinct().Count());
            places[Array.IndexOf(numbers, sentence.AnswerText(0).ToString())]++;
        }
        double even = places.Sum() / 5.0, slack = 5 * Math.Sqrt(even * 0.8);
        Assert.All(places, count => Assert.InRange(count, even - slack, even + slack));
    }

    [Fact]
    public void Repeat_HoldsDifferentSingleWords()
    {
        foreach (Sentence sentence in Draws.Of("repeat", 1_000))
        {
            string[] words = [.. Enumerable.Range(0, sentence.Answers.Count).Select(answer => sentence.AnswerText(answer).ToString())];
            Assert.Equal(words.Length, words.Distinct().Count());
            Assert.All(words, word => Assert.Contains(word, WordLists.SingleWords));
        }
    }
}
