using Heed.Models;

namespace Heed.Lens.Views;

/// <summary>A text as pictures show it.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Tokens">Number of tokens, those the model adds among them.</param>
public sealed record ShownText(IReadOnlyList<ShownWord> Words, int Tokens)
{
    /// <summary>Tokens up to which lines are drawn between words; beyond, lines no longer tell anything apart.</summary>
    public const int MostForLines = 60;

    /// <summary>Whether lines between words can still be read.</summary>
    public bool IsShort => Tokens <= MostForLines;

    /// <summary>Shows a text that a model read.</summary>
    /// <param name="read">The text.</param>
    public static ShownText Of(ReadText read)
    {
        var tokens = new List<int>[read.Words.Count];
        for (int w = 0; w < tokens.Length; w++) tokens[w] = [];
        for (int t = 0; t < read.Length; t++)
            if (read.WordOf[t] >= 0) tokens[read.WordOf[t]].Add(t);
        var words = new ShownWord[tokens.Length];
        int at = 0;
        for (int w = 0; w < words.Length; w++)
        {
            TextWord word = read.Words[w];
            words[w] = new ShownWord(read.Text[at..word.Start], word.Text, Pieces(read, word, tokens[w]), Range(tokens[w]));
            at = word.End;
        }
        return new ShownText(words, read.Length);
    }

    /// <summary>The sums of tokens' numbers over each word.</summary>
    /// <param name="read">The text.</param>
    /// <param name="tokens">[tokens] numbers; those of tokens outside words are left out.</param>
    public static float[] ByWord(ReadText read, ReadOnlySpan<float> tokens)
    {
        var words = new float[read.Words.Count];
        for (int t = 0; t < tokens.Length; t++)
            if (read.WordOf[t] >= 0) words[read.WordOf[t]] += tokens[t];
        return words;
    }

    private static ValueList<string> Pieces(ReadText read, TextWord word, List<int> tokens)
    {
        // Bytes of one character may be several tokens: they have the same place, which makes one piece.
        int[] starts = [.. tokens.Select(t => Math.Clamp(read.Encoding.Offsets[t].Start, word.Start, word.End - 1)).Distinct().Order()];
        if (starts.Length < 2) return [word.Text];
        return [.. starts.Select((start, i) => read.Text[(i == 0 ? word.Start : start)..(i + 1 < starts.Length ? starts[i + 1] : word.End)])];
    }

    private static string Range(List<int> tokens)
        => tokens.Count == 0 ? "no token" : tokens.Count == 1 ? $"token {tokens[0]}" : $"tokens {tokens[0]}–{tokens[^1]}";
}
