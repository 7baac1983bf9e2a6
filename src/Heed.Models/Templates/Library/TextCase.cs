using System.Text;

namespace Heed.Models.Templates.Library;

/// <summary>Upper and lower case of whole words.</summary>
internal static class TextCase
{
    /// <summary>The first character upper, the rest lower case.</summary>
    public static string Capitalized(string text)
    {
        int first = text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? 2 : Math.Min(1, text.Length);
        return text[..first].ToUpperInvariant() + text[first..].ToLowerInvariant();
    }

    /// <summary>The filter's title: words begin after white space and <c>-([{&lt;</c>.</summary>
    public static string Headline(string text) => Words(text, (before, _) => char.IsWhiteSpace(before) || "-([{<".Contains(before));

    /// <summary>The method's title: words begin wherever a letter follows none.</summary>
    public static string Title(string text) => Words(text, (before, _) => !char.IsLetter(before));

    /// <summary>Upper for lower case and the reverse.</summary>
    public static string Swapped(string text)
        => string.Concat(text.EnumerateRunes().Select(rune
            => (Rune.IsUpper(rune) ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune)).ToString()));

    private static string Words(string text, Func<char, char, bool> begins)
    {
        var words = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
            words.Append(i == 0 || begins(text[i - 1], text[i]) ? char.ToUpperInvariant(text[i]) : char.ToLowerInvariant(text[i]));
        return words.ToString();
    }
}
