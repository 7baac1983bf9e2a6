namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// "lamp the fox wide . lamp the fox wide ." Random different words, given twice; every word of the second copy is an answer.
/// Different, so that the word before tells the next one; the first is known by its place after the separator.
/// </summary>
internal sealed class RepeatFamily() : FreeFamily("repeat")
{
    public override bool MasksSome => true;

    protected override Draft Write(ref Randomness random, in Difficulty difficulty)
    {
        int count = random.NextBetween(difficulty.Words.Least, difficulty.Words.Most);
        int[] words = random.Distinct(count, WordLists.SingleWords.Count);

        var draft = new Draft();
        foreach (int word in words)
            draft.Write(WordLists.SingleWords[word]).Write(" ");
        draft.Write(".");
        foreach (int word in words)
            draft.Write(" ").Answer(WordLists.SingleWords[word]);
        return draft.Write(" .");
    }
}
