namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// "The dogs that chased the cat were tired." The verb agrees with the first noun, whatever the second one's number. A noun
/// that is its own plural cannot tell the number, so it is never the subject.
/// </summary>
internal sealed class AgreementFamily() : PairFamily(
    "agreement",
    ["one_one", "one_many", "many_one", "many_many"],
    new PairTable(WordLists.Animals, WordLists.Animals, (subject, _) => HasPlural(WordLists.Animals[subject])))
{
    protected override Draft Write(ref Randomness random, (int First, int Second) pair, string variant)
    {
        bool many = variant.StartsWith("many", StringComparison.Ordinal);
        bool otherMany = variant.EndsWith("many", StringComparison.Ordinal);
        string subject = WordLists.Animals[pair.First], other = WordLists.Animals[pair.Second];
        string deed = random.Pick(WordLists.Deeds), state = random.Pick(WordLists.States);

        return new Draft()
            .Write($"The {(many ? Plural.Of(subject) : subject)} that {deed} the {(otherMany ? Plural.Of(other) : other)} ")
            .Answer(many ? "were" : "was")
            .Write($" {state}.");
    }

    private static bool HasPlural(string noun) => Plural.Of(noun) != noun;
}
