namespace Heed.Models.Tokenizers;

/// <summary>The part that newer word patterns share: <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)</c>.</summary>
internal static class Contraction
{
    /// <summary>Length of the match at the start of the text; 0 where there is none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '\'')
        {
            return 0;
        }

        // The long s is a lower case of S too.
        var first = char.ToLowerInvariant(text[1]);
        return first is 's' or 't' or 'm' or 'd' or '\u017F' ? 2
            : text.Length >= 3 && (first, char.ToLowerInvariant(text[2])) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3
            : 0;
    }
}
