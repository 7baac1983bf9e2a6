namespace Heed.Models.Training.TinyEnglish;

/// <summary>"The dog that chased the cat was tired. Who was tired? The dog."</summary>
internal sealed class ClauseFamily() : PairFamily(
    "clause", ["subject"], new PairTable(WordLists.Animals, WordLists.Animals))
{
    protected override Draft Write(ref Randomness random, (int First, int Second) pair, string variant)
    {
        string subject = WordLists.Animals[pair.First], other = WordLists.Animals[pair.Second];
        string deed = random.Pick(WordLists.Deeds), state = random.Pick(WordLists.States);

        return new Draft()
            .Write($"The {subject} that {deed} the {other} was {state}. Who was {state}? The ")
            .Answer(subject)
            .Write(".");
    }
}
