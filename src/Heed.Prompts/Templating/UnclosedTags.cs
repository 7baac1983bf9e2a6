using System.Text.RegularExpressions;

namespace Heed.Prompts.Templating;

/// <summary>Texts that open a tag and do not close it in the same line: promptfoo takes them as they are.</summary>
internal static partial class UnclosedTags
{
    private static readonly (string Open, char Close)[] s_tags = [("{%", '%'), ("{{", '}'), ("{#", '#')];

    /// <summary>Whether a text has one, and is not marked as raw by itself.</summary>
    public static bool In(string text)
    {
        if (!text.Contains('{')) return false;
        string tags = SpanMarks().Replace(text, "");
        return Array.Exists(s_tags, tag => IsOpen(tags, tag.Open, tag.Close)) && !(Raw().IsMatch(text) && EndRaw().IsMatch(text));
    }

    private static bool IsOpen(string text, string open, char close)
    {
        for (int at = 0; (at = text.IndexOf(open, at, StringComparison.Ordinal)) >= 0; at++)
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + 2);
            if (rest.IndexOfAny('\n', '\r') is >= 0 and var end) rest = rest[..end];
            if (!rest.Contains(close)) return true;
        }
        return false;
    }

    [GeneratedRegex(@"\{\{(?:#span[ \t]+[^\s{}]+|/span)[ \t]*\}\}")]
    private static partial Regex SpanMarks();

    [GeneratedRegex(@"\{%-?\s*raw\s*-?%\}")]
    private static partial Regex Raw();

    [GeneratedRegex(@"\{%-?\s*endraw\s*-?%\}")]
    private static partial Regex EndRaw();
}
