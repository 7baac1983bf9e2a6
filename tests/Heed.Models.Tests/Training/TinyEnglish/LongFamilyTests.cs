using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Tests.Training.TinyEnglish;

/// <summary>The families that fill a length.</summary>
public class LongFamilyTests
{
    public static TheoryData<string> Long => ["keys_long", "code_long", "needle", "passages"];

    [Theory]
    [MemberData(nameof(Long))]
    public void Length_Asked_IsAboutFilled(string family)
    {
        using LanguageModel model = ModelFolder.Load(Repository.Model("tiny-long"));
        Tokenizer tokenizer = model.RequireTokenizer();
        foreach (int length in (int[])[64, 300, 4096])
            foreach (Sentence sentence in new TinyEnglishCorpus(11).HeldOut(family, 20, new Difficulty(1) { Longest = length, Shortest = length }))
            {
                int tokens = tokenizer.Encode(sentence.Text).Ids.Length;
                // Words at the beginning of a text may be two tokens; questions that have no fact, and a last sentence that does not fit, are left out.
                bool facts = family is "keys_long" or "code_long";
                Assert.InRange(tokens, facts ? length - 16 : length / 2, length + 4 + length / 100);
            }
    }

    [Theory]
    [MemberData(nameof(Long))]
    public void Length_IsDrawnEvenlyOnALogarithmicScale(string family)
    {
        var difficulty = new Difficulty(1) { Longest = 3072 };
        int[] pieces = [.. new TinyEnglishCorpus(12).HeldOut(family, 600, difficulty).Select(sentence => KeyFact.Length(sentence.Text))];
        int middle = (int)Math.Sqrt(48 * 3072); // half of the lengths are below it
        double shorter = pieces.Count(length => length < middle) / 600.0;
        Assert.InRange(shorter, 0.5 - 5 * Math.Sqrt(0.25 / 600), 0.5 + 5 * Math.Sqrt(0.25 / 600) + 0.05);
    }

    [Fact]
    public void Keys_AreTheFactsAndTheirQuestions()
    {
        Sentence sentence = new TinyEnglishCorpus(13).HeldOut("keys_long", 1, new Difficulty(1) { Longest = 4096, Shortest = 4096 }).Single();
        string[] names = [.. sentence.Text.Split("The code of ")[1..].Select(part => part[..part.IndexOf(" is", StringComparison.Ordinal)])];
        Assert.True(names.Length > 300);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Theory]
    [InlineData("The code of amber lamp is 42.", 8)]
    [InlineData("let amber lamp = 42;", 6)]
    [InlineData("", 0)]
    public void Length_CountsWordsNumbersAndMarks(string text, int pieces) => Assert.Equal(pieces, KeyFact.Length(text));

    [Fact]
    public void Question_Length_IsWhatItSays()
        => Assert.Equal(KeyFact.QuestionLength, KeyFact.Length(KeyFact.Question("amber lamp") + "42."));
}
