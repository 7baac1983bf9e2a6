using System.Collections;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Places across which no merge can reach: between two characters that are tokens themselves and stand side by side in no token. A long
/// word can be cut there and its parts merged each by itself, with the same result; texts that are one word, as in Llama's and
/// Gemma's files, so become words that are seen again.
/// </summary>
internal sealed class BytePairSeams
{
    private readonly BitArray _characters = new(char.MaxValue + 1);
    private readonly HashSet<uint> _neighbours = [];

    public BytePairSeams(Vocabulary vocabulary)
    {
        foreach (var (token, _) in vocabulary.Tokens)
        {
            if (token.Length == 1)
            {
                _characters[token[0]] = true;
            }

            for (var i = 1; i < token.Length; i++)
            {
                _neighbours.Add(PairOf(token[i - 1], token[i]));
            }
        }
    }

    /// <summary>Length of the part up to the first seam; the whole text where there is none.</summary>
    public int FirstLength(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (_characters[text[i - 1]] && _characters[text[i]] && !_neighbours.Contains(PairOf(text[i - 1], text[i])))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static uint PairOf(char left, char right) => ((uint)left << 16) | right;
}
