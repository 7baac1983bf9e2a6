namespace Heed.Models.Tokenizers;

/// <summary>How often each word occurs in texts; words are written in the stand-ins of their bytes.</summary>
internal static class WordCounts
{
    // Training rewrites a word at each merge; a text without spaces must not become one endless word.
    private const int LongestWord = 256;

    /// <summary>The words in ordinal order, so that training does not depend on the order of the texts.</summary>
    public static List<(string Word, long Count)> Of(IEnumerable<string> texts, IReadOnlyList<string> specialTokens)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var finder = new AddedTokenFinder(specialTokens.Select((text, id) =>
            (new AddedToken(id, text, Special: true, SingleWord: false, LeftStrip: false, RightStrip: false, Normalized: false), text)));
        var splitter = new ByteLevelPreTokenizer(addPrefixSpace: false, useRegex: true);
        var pieces = new List<(AddedToken? Token, AlignedText Text)>();
        var words = new List<AlignedText>();
        foreach (var text in texts)
        {
            pieces.Clear();
            words.Clear();
            finder.Split(AlignedText.Of(text), pieces);
            foreach (var (token, piece) in pieces)
            {
                if (token is null)
                {
                    splitter.Split(piece, words);
                }
            }

            foreach (var word in words)
            {
                for (var at = 0; at < word.Length; at += LongestWord)
                {
                    var part = word.Span.Slice(at, Math.Min(LongestWord, word.Length - at));
                    lookup.TryGetValue(part, out var count);
                    lookup[part] = count + 1;
                }
            }
        }

        return [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];
    }
}
