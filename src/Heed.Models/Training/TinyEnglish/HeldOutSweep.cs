namespace Heed.Models.Training.TinyEnglish;

/// <summary>Goes through a family's held-out pairs and variants, round after round, and gives each text once.</summary>
internal static class HeldOutSweep
{
    /// <summary>Streams 0 and 1 are those of the two splits.</summary>
    private const ulong FirstStream = 16;

    /// <summary>
    /// The largest slot (of <c>give</c> and the clauses) has 80 texts: so many draws miss one of them once in 300,000 times.
    /// </summary>
    private const int Tries = 1000;

    public static IEnumerable<Sentence> Run(ulong seed, int place, int count, Difficulty difficulty)
    {
        IFamily family = Families.All[place];
        var seen = new HashSet<string>();
        int emptySlots = 0;

        // A slot may be used up before others are; the family is, when a whole sweep brought nothing new.
        for (int slot = 0; seen.Count < count && emptySlots < family.SweepLength(Split.HeldOut); slot++)
        {
            if (DrawNew(seed, place, slot, difficulty, seen) is { } sentence)
            {
                emptySlots = 0;
                yield return sentence;
            }
            else
            {
                emptySlots++;
            }
        }
    }

    private static Sentence? DrawNew(ulong seed, int place, int slot, in Difficulty difficulty, HashSet<string> seen)
    {
        var random = new Randomness(seed, FirstStream + (ulong)place, (ulong)slot);
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            Sentence sentence = Families.All[place].DrawSlot(ref random, Split.HeldOut, difficulty, slot);
            if (seen.Add(sentence.Text))
                return sentence;
        }
        return null;
    }
}
