namespace Heed.Models.Training.TinyEnglish;

/// <summary>"The dog that the cat chased was tired. Who was tired? The dog." Or: "Who chased the dog? The cat."</summary>
internal sealed class ObjectClauseFamily() : PairFamily(
    "object_clause", ["state", "deed"], new PairTable(WordLists.Animals, WordLists.Animals))
{
    protected override Draft Write(ref Randomness random, (int First, int Second) pair, string variant)
    {
        string subject = WordLists.Animals[pair.First], doer = WordLists.Animals[pair.Second];
        string deed = random.Pick(WordLists.Deeds), state = random.Pick(WordLists.States);
        bool asksState = variant == "state";

        return new Draft()
            .Write($"The {subject} that the {doer} {deed} was {state}. Who ")
            .Write(asksState ? $"was {state}? The " : $"{deed} the {subject}? The ")
            .Answer(asksState ? subject : doer)
            .Write(".");
    }
}
