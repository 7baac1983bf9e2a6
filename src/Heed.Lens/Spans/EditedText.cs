using System.Text;

namespace Heed.Lens.Spans;

/// <summary>A text with parts of it taken out or put in.</summary>
public static class EditedText
{
    /// <summary>The text without some of its parts, and without the blanks that would stand doubled then, or at its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">Ranges of its characters.</param>
    public static string Without(string text, IReadOnlyList<Range> parts)
    {
        var left = new StringBuilder();
        int next = 0;
        foreach ((int start, int end) in Sorted(text, parts))
        {
            if (end <= next) continue;
            left.Append(text, next, Math.Max(0, start - next));
            next = end;
            if (left.Length == 0 || char.IsWhiteSpace(left[^1]))
                while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
            if (next == text.Length)
                while (left.Length > 0 && char.IsWhiteSpace(left[^1])) left.Length--;
        }
        return left.Append(text, next, text.Length - next).ToString();
    }

    /// <summary>The text with other words in the place of some of its parts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">Ranges of its characters.</param>
    /// <param name="words">What stands in the place of each.</param>
    public static string Replaced(string text, IReadOnlyList<Range> parts, string words)
    {
        var made = new StringBuilder();
        int next = 0;
        foreach ((int start, int end) in Sorted(text, parts))
        {
            if (start < next) continue;
            made.Append(text, next, start - next).Append(words);
            next = end;
        }
        return made.Append(text, next, text.Length - next).ToString();
    }

    /// <summary>
    /// The text with a passage put in before a character, set off by blanks, as beside it, where there are none; and how many characters that took.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The character it is put before; the length for the end.</param>
    /// <param name="passage">What is put in.</param>
    public static (string Text, int Added) With(string text, int at, string passage)
    {
        int first = at, last = at;
        while (first > 0 && char.IsWhiteSpace(text[first - 1])) first--;
        while (last < text.Length && char.IsWhiteSpace(text[last])) last++;
        string joint = first < at ? text[first..at] : last > at ? text[at..last] : " ";
        string lead = at > 0 && !char.IsWhiteSpace(text[at - 1]) ? joint : "", tail = at < text.Length && !char.IsWhiteSpace(text[at]) ? joint : "";
        string added = lead + passage.Trim() + tail;
        return (text[..at] + added + text[at..], added.Length);
    }

    private static IEnumerable<(int Start, int End)> Sorted(string text, IReadOnlyList<Range> parts)
        => parts.Select(part => (Start: part.Start.GetOffset(text.Length), End: part.End.GetOffset(text.Length))).OrderBy(part => part.Start);
}
