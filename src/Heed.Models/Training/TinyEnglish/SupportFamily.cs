namespace Heed.Models.Training.TinyEnglish;

/// <summary>"The login page broke after the last update. How do I fix it? Fix the login page.", or "since" or "during the last update".</summary>
internal sealed class SupportFamily() : PairFamily(
    "support", ["after", "since", "during"], new PairTable(WordLists.Things, WordLists.Events))
{
    protected override Draft Write(ref Randomness random, (int First, int Second) pair, string variant)
    {
        string thing = WordLists.Things[pair.First];
        return new Draft()
            .Write($"The {thing} {random.Pick(WordLists.Failures)} {variant} the last {WordLists.Events[pair.Second]}. ")
            .Write("How do I fix it? Fix the ")
            .Answer(thing)
            .Write(".");
    }
}
