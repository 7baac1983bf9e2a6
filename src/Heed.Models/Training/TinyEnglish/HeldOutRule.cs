namespace Heed.Models.Training.TinyEnglish;

/// <summary>Which sentences training never sees.</summary>
public static class HeldOutRule
{
    /// <summary>Whether the words at two positions of their lists make a held-out pair: about one in ten.</summary>
    public static bool HoldsOut(int first, int second) => (31 * first + 17 * second) % 10 == 0;

    /// <summary>
    /// Whether a text without a pair of nouns is held out: one in eight, by its hash. So training and measuring share no text
    /// of <c>code</c>, <c>keys</c> and <c>repeat</c> even where they are short and a random draw would soon meet them twice.
    /// </summary>
    public static bool HoldsOut(string text)
    {
        // FNV-1a; its high bits are the well mixed ones.
        ulong hash = 0xCBF29CE484222325;
        foreach (char letter in text)
            hash = (hash ^ letter) * 0x100000001B3;
        return (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9 >> 61 == 0;
    }
}
