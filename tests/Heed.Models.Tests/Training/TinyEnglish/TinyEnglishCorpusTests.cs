using Heed.Models.Training.TinyEnglish;
using CorpusFamilies = Heed.Models.Training.TinyEnglish.Families;

namespace Heed.Models.Tests.Training.TinyEnglish;

public class TinyEnglishCorpusTests
{
    [Fact]
    public void Sentence_IsAFunctionOfSeedAndIndex()
    {
        TinyEnglishCorpus one = new(3), same = new(3), other = new(4);
        int equal = 0;
        for (int index = 999; index >= 0; index--)
        {
            Sentence first = one.Sentence(index, Split.Training, Difficulty.Full);
            Sentence second = same.Sentence(index, Split.Training, Difficulty.Full);
            Assert.Equal(first, second);
            Assert.Equal(first.Answers, second.Answers);
            if (first.Text == other.Sentence(index, Split.Training, Difficulty.Full).Text)
                equal++;
        }
        Assert.True(equal < 10);
    }

    [Fact]
    public void Sentence_NeverChangesBetweenVersions()
    {
        var corpus = new TinyEnglishCorpus(1);
        string[] texts = [.. Enumerable.Range(0, 4).Select(index => corpus.Sentence(index, Split.Training, new Difficulty(0)).Text)];
        Assert.Equal(
            [
                "The dog that chased the hen was angry.",
                "The van was too narrow for the bicycle, so it had to be made larger. What had to be made larger? The van.",
                "fix to trophy lost Jonas bakery amber sync globe otter wardrobe fox . " +
                "fix to trophy lost Jonas bakery amber sync globe otter wardrobe fox .",
                "index = 14; offset = 96; print(offset) gives 96.",
            ],
            texts);

        // FNV-1a over the letters of the first thousand, which hold every family.
        ulong hash = 0xCBF29CE484222325;
        var thousand = Enumerable.Range(0, 1_000).Select(index => corpus.Sentence(index, Split.Training, Difficulty.Full));
        foreach (char letter in thousand.SelectMany(sentence => sentence.Text))
            hash = (hash ^ letter) * 0x100000001B3;
        Assert.Equal(0xC22CBBCBC0F295BDUL, hash);
    }

    [Fact]
    public void Sentence_FollowsTheMixture()
    {
        var corpus = new TinyEnglishCorpus(5);
        var mixture = new Mixture(new Dictionary<string, double> { ["keys"] = 3, ["fits"] = 1, ["give"] = 0 });
        var counts = Enumerable.Range(0, 8_000).Select(index => corpus.Sentence(index, Split.Training, Difficulty.Full, mixture))
            .CountBy(sentence => sentence.Family).ToDictionary();
        Assert.Equal(["fits", "keys"], counts.Keys.Order());
        Assert.InRange(counts["keys"], 5_800, 6_200);
    }

    [Fact]
    public void Default_DrawsEveryFamilyOfTheDefault()
    {
        var corpus = new TinyEnglishCorpus(5);
        var seen = Enumerable.Range(0, 1_000).Select(index => corpus.Sentence(index, Split.HeldOut, Difficulty.Full).Family).ToHashSet();
        Assert.Equal(Mixture.Default.Weights.Keys.Order(), seen.Order());
    }

    [Fact]
    public void Mixture_RefusesBadWeights()
    {
        Assert.Throws<ArgumentException>(() => new Mixture(new Dictionary<string, double>()));
        Assert.Throws<ArgumentException>(() => new Mixture(new Dictionary<string, double> { ["fits"] = 0 }));
        Assert.Throws<ArgumentException>(() => new Mixture(new Dictionary<string, double> { ["fits"] = -1 }));
        Assert.Throws<ArgumentException>(() => new Mixture(new Dictionary<string, double> { ["fit"] = 1 }));
    }

    [Theory]
    [MemberData(nameof(Draws.AllFamilies), MemberType = typeof(Draws))]
    public void HeldOut_IsDistinctAndRepeatable(string family)
    {
        Sentence[] sentences = [.. new TinyEnglishCorpus(9).HeldOut(family, 200)];
        Assert.Equal(200, sentences.Length);
        Assert.Equal(sentences.Length, sentences.Select(sentence => sentence.Text).Distinct().Count());
        Assert.All(sentences, sentence => Assert.True(sentence.HeldOut && sentence.Family == family));
        Assert.Equal(sentences, new TinyEnglishCorpus(9).HeldOut(family, 200));
        Assert.Equal(sentences[..50], new TinyEnglishCorpus(9).HeldOut(family, 50));
    }

    [Theory]
    [MemberData(nameof(Draws.PairFamilies), MemberType = typeof(Draws))]
    public void HeldOut_CoversPairsAndVariantsEvenly(string family)
    {
        Sentence[] sentences = [.. new TinyEnglishCorpus(9).HeldOut(family, 72)];
        int[] pairs = [.. sentences.CountBy(sentence => sentence.Pair!.Value).Select(entry => entry.Value)];
        int[] variants = [.. sentences.CountBy(sentence => sentence.Variant).Select(entry => entry.Value)];
        Assert.True(pairs.Max() - pairs.Min() <= 1);
        Assert.True(variants.Max() - variants.Min() <= 2);
        Assert.Equal(CorpusFamilies.Named(family).Variants.Count, variants.Length);
    }

    [Theory]
    [InlineData("clause", 1760)]
    [InlineData("support", 216)]
    [InlineData("overhead", 60 * (35 + 21))]
    public void HeldOut_EndsWhereTheFamilyDoes(string family, int texts) =>
        Assert.Equal(texts, new TinyEnglishCorpus(9).HeldOut(family, 100_000).Count());

    [Fact]
    public void HeldOut_KeepsToTheBounds()
    {
        var corpus = new TinyEnglishCorpus(9);
        Difficulty window = Difficulty.Full with { MaxPairs = 5, MaxAssignments = 6, MaxWords = 12 };
        Assert.Equal(5, corpus.HeldOut("keys", 100, window).Max(sentence => sentence.Text.Count(letter => letter == '.') - 1));
        Assert.Equal(6, corpus.HeldOut("code", 100, window).Max(sentence => sentence.Text.Count(letter => letter == '=')));
        Assert.Equal(12, corpus.HeldOut("repeat", 100, window).Max(sentence => sentence.Answers.Count));
    }

    [Fact]
    public void HeldOut_UnknownFamily_IsRefusedAtOnce() =>
        Assert.Throws<ArgumentException>(() => { new TinyEnglishCorpus(1).HeldOut("fit", 1); });
}
