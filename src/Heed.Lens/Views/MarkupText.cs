using System.Text;

namespace Heed.Lens.Views;

/// <summary>Text as text in HTML and XML, whatever is in it.</summary>
public static class MarkupText
{
    /// <summary>Escapes <c>&amp; &lt; &gt; " '</c>; what XML does not allow (most control characters, halves of surrogate pairs) becomes U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // halves come as U+FFFD
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\t' or '\n' => safe.Append((char)rune.Value),
                < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => safe.Append('\uFFFD'),
                _ => safe.Append(rune.ToString()),
            };
        return safe.ToString();
    }
}
