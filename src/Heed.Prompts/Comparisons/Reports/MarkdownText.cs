using System.Text;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary>Text as text in Markdown, on one line: no mark, no markup, no table's end, nobody's name called.</summary>
internal static class MarkdownText
{
    /// <summary>Escapes it, and cuts what is longer.</summary>
    public static string Of(string text, int most = 200)
    {
        var safe = new StringBuilder();
        int letters = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (++letters > most) return safe.Append('…').ToString();
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                // A joiner of no width behind them keeps readers that look for names, numbers of issues and addresses from finding one.
                '@' or ':' => safe.Append((char)rune.Value).Append(rune.Value == '@' || text.Contains("://", StringComparison.Ordinal) ? "\u2060" : ""),
                '#' => safe.Append("\\#\u2060"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '|' or '~' or '!' or '$' => safe.Append('\\').Append((char)rune.Value),
                _ => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? safe.Append(' ') : safe.Append(rune.ToString()),
            };
        }
        return safe.ToString();
    }
}
