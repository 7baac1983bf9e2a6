namespace Heed.Models.Training.TinyEnglish;

/// <summary>Sentences without numbers, of the families built on pairs of nouns, to stand around what is to be found.</summary>
public static class Filler
{
    private static readonly IFamily[] s_families =
        [.. ((string[])["fits", "overhead", "clause", "object_clause", "agreement", "give", "support"]).Select(Families.Named)];

    /// <summary>A random sentence that training may see.</summary>
    public static string Sentence(ref Randomness random)
        => s_families[random.NextInt(s_families.Length)].Draw(ref random, Split.Training, Difficulty.Full).Text;

    /// <summary>Sentences of at most so many tokens together, as many as there is room for.</summary>
    /// <param name="random">What they are drawn from.</param>
    /// <param name="tokens">Words, numbers and marks.</param>
    public static List<string> Sentences(ref Randomness random, int tokens)
    {
        var sentences = new List<string>();
        while (true)
        {
            string sentence = Sentence(ref random);
            tokens -= KeyFact.Length(sentence);
            if (tokens < 0) return sentences;
            sentences.Add(sentence);
        }
    }
}
