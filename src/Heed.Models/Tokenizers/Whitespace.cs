namespace Heed.Models.Tokenizers;

/// <summary>The part that these word patterns share: <c>\s+(?!\S)|\s+</c>.</summary>
internal static class Whitespace
{
    /// <summary>Length of the match at the start of a text that begins with whitespace.</summary>
    public static int FirstLength(ReadOnlySpan<char> text)
    {
        var end = CharacterKindTable.EndOfAny(text, 0, CharacterKinds.Space);

        // \s+(?!\S) gives back the last whitespace; where that leaves none, \s+ takes the one. All whitespace is one UTF-16 unit.
        return end == text.Length ? end : Math.Max(1, end - 1);
    }

    /// <summary>The same after <c>\s*[\r\n]+</c>, which takes a run of whitespace up to its last line end.</summary>
    public static int FirstLengthByLine(ReadOnlySpan<char> text)
    {
        var end = CharacterKindTable.EndOfAny(text, 0, CharacterKinds.Space);
        var lineEnd = text[..end].LastIndexOfAny('\r', '\n');
        return lineEnd >= 0 ? lineEnd + 1 : end == text.Length ? end : Math.Max(1, end - 1);
    }
}
