using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Positions;

/// <summary>
/// Long texts in the tiny language of the built-in models: ordinary sentences, among them codes of names, and at the end a question for one of them.
/// </summary>
public static class GeneratedText
{
    // A stream of its own: no text is one that training drew.
    private const ulong Stream = 0x54455854;

    private const int FillerAPart = 300, StatementTokens = 8, QuestionTokens = 11, LeastNumber = 10, Numbers = 90, LeastTokens = 64, MostTokens = 200_000;

    /// <summary>A text.</summary>
    /// <param name="tokens">How many tokens it has at most, and nearly, where every word, number and mark is one; 64 … 200,000.</param>
    /// <param name="seed">It follows from it.</param>
    /// <exception cref="HeedException">The number of tokens is outside.</exception>
    public static string Of(int tokens, ulong seed)
    {
        if (tokens is < LeastTokens or > MostTokens) throw new HeedException($"example: expected {LeastTokens} … {MostTokens} tokens; got {tokens}.");
        var random = new Randomness(seed, Stream, 0);
        int[] order = random.Distinct(WordLists.KeyNames.Count * WordLists.Items.Count, WordLists.KeyNames.Count * WordLists.Items.Count);
        int room = tokens - QuestionTokens, statements = 1 + room / (StatementTokens + FillerAPart);
        List<string> sentences = Filler.Sentences(ref random, room - statements * StatementTokens);
        var parts = new List<string>();
        for (int code = 0; code < statements; code++)
        {
            // The first of the codes is what the question asks for.
            parts.Add(KeyFact.Statement(NameOf(order[code % order.Length]), LeastNumber + random.NextInt(Numbers)));
            parts.AddRange(sentences[(code * sentences.Count / statements)..((code + 1) * sentences.Count / statements)]);
        }
        parts.Add(KeyFact.Question(NameOf(order[0])).TrimEnd());
        return string.Join(' ', parts);
    }

    private static string NameOf(int name) => $"{WordLists.KeyNames[name / WordLists.Items.Count]} {WordLists.Items[name % WordLists.Items.Count]}";
}
