using System.Text.RegularExpressions;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Tests.Training.TinyEnglish;

public partial class HeldOutRuleTests
{
    [Theory]
    [MemberData(nameof(Draws.PairFamilies), MemberType = typeof(Draws))]
    public void Training_NeverMeetsAHeldOutPair(string family)
    {
        foreach (Sentence sentence in Draws.Of(family, 20_000))
        {
            (int i, int j) = Nouns(sentence);
            Assert.Equal((i, j), sentence.Pair);
            Assert.False(sentence.HeldOut);
            Assert.False((31 * i + 17 * j) % 10 == 0, sentence.Text);

            // Where both come from one list, not the other way round either.
            if (family is "clause" or "object_clause" or "agreement" or "give")
                Assert.False((31 * j + 17 * i) % 10 == 0, sentence.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Draws.PairFamilies), MemberType = typeof(Draws))]
    public void HeldOut_GivesOnlyHeldOutPairs(string family)
    {
        foreach (Sentence sentence in Draws.Of(family, 5_000, Split.HeldOut))
        {
            (int i, int j) = Nouns(sentence);
            Assert.Equal((i, j), sentence.Pair);
            Assert.True(sentence.HeldOut);
            Assert.True((31 * i + 17 * j) % 10 == 0, sentence.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Draws.PairFamilies), MemberType = typeof(Draws))]
    public void Pairs_HoldTwoDifferentWords(string family)
    {
        foreach (Sentence sentence in Draws.Of(family, 20_000))
        {
            (IReadOnlyList<string> first, IReadOnlyList<string> second) = ListsOf(family);
            Assert.NotEqual(first[sentence.Pair!.Value.First], second[sentence.Pair!.Value.Second]);
        }
    }

    [Theory]
    [MemberData(nameof(Draws.FreeFamilies), MemberType = typeof(Draws))]
    public void FreeTexts_AreDisjoint_EvenWhenShort(string family)
    {
        var training = Draws.Of(family, 20_000, Split.Training, level: 0).Select(sentence => sentence.Text).ToHashSet();
        Assert.All(Draws.Of(family, 20_000, Split.HeldOut, level: 0), sentence => Assert.DoesNotContain(sentence.Text, training));
        Assert.All(training, text => Assert.False(HeldOutRule.HoldsOut(text)));
    }

    [Fact]
    public void FreeTexts_HoldOutOneInEight()
    {
        int heldOut = Enumerable.Range(0, 80_000).Count(number => HeldOutRule.HoldsOut($"The code of amber is {number}."));
        Assert.InRange(heldOut, 9_500, 10_500);
    }

    /// <summary>Reads the two nouns back from the text alone, in the order of the rule.</summary>
    private static (int, int) Nouns(Sentence sentence)
    {
        Match match = Frames().Match(sentence.Text);
        Assert.True(match.Success, sentence.Text);
        (string first, string second) = (match.Groups["a"].Value, match.Groups["b"].Value);
        (IReadOnlyList<string> firsts, IReadOnlyList<string> seconds) = ListsOf(sentence.Family);
        if (sentence.Family == "agreement")
            (first, second) = (Singular(first), Singular(second));
        return (firsts.ToList().IndexOf(first), seconds.ToList().IndexOf(second));
    }

    private static string Singular(string noun) =>
        WordLists.Animals.Single(animal => animal == noun || noun is "wolves" && animal == "wolf" || noun is "mice" && animal == "mouse"
            || noun is "foxes" && animal == "fox" || noun == animal + "s");

    private static (IReadOnlyList<string>, IReadOnlyList<string>) ListsOf(string family) => family switch
    {
        "fits" or "overhead" => (WordLists.Items, WordLists.Containers),
        "give" => (WordLists.Names, WordLists.Names),
        "support" => (WordLists.Things, WordLists.Events),
        _ => (WordLists.Animals, WordLists.Animals),
    };

    [GeneratedRegex("""
        ^The\ (?<a>[a-z ]+)\ (would\ not\ fit\ in|did\ not\ fit\ into)\ the\ (?<b>[a-z ]+)(,\ since|\ because)\ it\ was\ too
        |^The\ (?<a>[a-z ]+)\ was\ too\ (big|large|wide|tall|bulky|long|huge)\ for\ the\ (?<b>[a-z ]+),
        |^The\ (?<b>[a-z ]+)\ was\ too\ [a-z]+\ for\ the\ (?<a>[a-z ]+),
        |^The\ (?<a>[a-z]+)\ that\ the\ (?<b>[a-z]+)\ [a-z]+\ was
        |^The\ (?<a>[a-z]+)\ that\ [a-z]+\ the\ (?<b>[a-z]+)\ (was|were)
        |^(?<a>[A-Z][a-z]+)\ and\ (?<b>[A-Z][a-z]+)\ went
        |^The\ (?<a>[a-z ]+?)\ (broke|stopped\ working|failed|crashed|vanished|froze)\ (after|since|during)\ the\ last\ (?<b>[a-z]+)\.
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Frames();
}
