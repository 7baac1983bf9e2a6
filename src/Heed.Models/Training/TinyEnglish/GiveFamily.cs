namespace Heed.Models.Training.TinyEnglish;

/// <summary>"Alice and Bruno went to the market. Bruno gave a book to Alice." Either of the two may give.</summary>
internal sealed class GiveFamily() : PairFamily(
    "give", ["first_gives", "second_gives"], new PairTable(WordLists.Names, WordLists.Names))
{
    protected override Draft Write(ref Randomness random, (int First, int Second) pair, string variant)
    {
        string first = WordLists.Names[pair.First], second = WordLists.Names[pair.Second];
        (string giver, string taker) = variant == "first_gives" ? (first, second) : (second, first);
        string place = random.Pick(WordLists.Places), gift = random.Pick(WordLists.Gifts);

        return new Draft()
            .Write($"{first} and {second} went to the {place}. {giver} gave {Article.With(gift)} to ")
            .Answer(taker)
            .Write(".");
    }
}
