namespace Heed.Lens;

/// <content>Where words stand.</content>
public sealed partial class ReadText
{
    /// <summary>The tokens at which some words begin, in order: whole words where there are any, else parts of words. Case does not matter.</summary>
    /// <param name="words">One word or several, as they stand in the text.</param>
    /// <param name="most">How many places are given.</param>
    /// <exception cref="HeedException">The words are empty.</exception>
    public IReadOnlyList<int> Places(string words, int most = int.MaxValue)
    {
        words = words.Trim();
        if (words.Length == 0) throw new HeedException("word: expected something to look for; got nothing.");
        int[] whole = Found(wholeWords: true);
        return whole.Length > 0 ? whole : Found(wholeWords: false);

        int[] Found(bool wholeWords)
            => [.. Starts().Where(start => !wholeWords || IsWhole(start)).Select(TokenAt).Where(token => token >= 0).Distinct().Take(most)];

        IEnumerable<int> Starts()
        {
            for (int at = 0; (at = Text.IndexOf(words, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++) yield return at;
        }

        bool IsWhole(int start) => !(Joins(words[0]) && start > 0 && Joins(Text[start - 1]))
            && !(Joins(words[^1]) && start + words.Length < Text.Length && Joins(Text[start + words.Length]));

        static bool Joins(char c) => char.IsLetterOrDigit(c) || c is '_' or '\'';
    }

    /// <summary>The token that holds a character of the text, or the next one; −1 for none.</summary>
    private int TokenAt(int character)
    {
        // Tokens the model adds have no place in the text, and may stand anywhere; the others are in order.
        _ends ??= [.. Enumerable.Range(0, Length).Where(token => !Encoding.SpecialMask[token]).Select(token => (Encoding.Offsets[token].End, token))];
        int low = 0, high = _ends.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ends[middle].End > character) high = middle;
            else low = middle + 1;
        }
        return low < _ends.Length ? _ends[low].Token : -1;
    }

    private (int End, int Token)[]? _ends;
}
