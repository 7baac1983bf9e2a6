using System.Globalization;

namespace Heed.Prompts.Versions.Diffs;

/// <summary>What changed from one text to another: lines, and words in lines that were changed.</summary>
public static class TextDiff
{
    /// <summary>
    /// The lines of both texts, the fewest possible of them removed or added; a run of removed lines stands before the lines added in their place.
    /// </summary>
    /// <param name="old">The old text.</param>
    /// <param name="new">The new text.</param>
    /// <remarks>How lines end, and whether the last one does, is not looked at.</remarks>
    public static IReadOnlyList<DiffLine> Lines(string old, string @new)
    {
        (string[] before, string[] after) = (Split(old), Split(@new));
        (bool[] removed, bool[] added) = Myers.Compare<string>(before, after);
        var lines = new List<DiffLine>();
        int i = 0, j = 0;
        while (i < before.Length || j < after.Length)
        {
            (int fromOld, int fromNew) = (i, j);
            while (i < before.Length && removed[i]) i++;
            while (j < after.Length && added[j]) j++;
            if (i > fromOld || j > fromNew) lines.AddRange(Changed(before[fromOld..i], after[fromNew..j], fromOld, fromNew));
            else lines.Add(new DiffLine(DiffKind.Same, i + 1, ++j, [new DiffPart(DiffKind.Same, before[i++])]));
        }
        return lines;
    }

    /// <summary>Two texts in one: words that both have, that only the old one has, and that only the new one has.</summary>
    public static IReadOnlyList<DiffPart> Words(string old, string @new)
    {
        (string[] before, string[] after) = ([.. Tokens(old)], [.. Tokens(@new)]);
        (bool[] removed, bool[] added) = Myers.Compare<string>(before, after);
        var parts = new List<DiffPart>();
        int i = 0, j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && removed[i]) Add(DiffKind.Removed, before[i++]);
            else if (j < after.Length && added[j]) Add(DiffKind.Added, after[j++]);
            else
            {
                Add(DiffKind.Same, before[i++]);
                j++;
            }
        }
        return parts;

        void Add(DiffKind kind, string text)
        {
            if (parts.Count > 0 && parts[^1].Kind == kind) parts[^1] = new DiffPart(kind, parts[^1].Text + text);
            else parts.Add(new DiffPart(kind, text));
        }
    }

    /// <summary>Lines that were changed: compared word by word as one text, then cut at the lines' ends again.</summary>
    private static IEnumerable<DiffLine> Changed(string[] old, string[] @new, int fromOld, int fromNew)
    {
        IReadOnlyList<DiffPart> words = old.Length == 0 || @new.Length == 0 ? [] : Words(string.Join('\n', old), string.Join('\n', @new));
        // Where hardly a word stayed, pieces that happen to be equal tell nothing.
        bool related = words.Where(part => part.Kind == DiffKind.Same).Sum(part => part.Text.Count(char.IsLetterOrDigit)) * 4
            >= words.Sum(part => part.Text.Count(char.IsLetterOrDigit));
        return
        [
            .. Side(old, DiffKind.Removed, related ? words : [], line => (fromOld + line + 1, 0)),
            .. Side(@new, DiffKind.Added, related ? words : [], line => (0, fromNew + line + 1)),
        ];
    }

    private static List<DiffLine> Side(string[] texts, DiffKind kind, IReadOnlyList<DiffPart> words, Func<int, (int Old, int New)> number)
    {
        var lines = new List<List<DiffPart>>();
        if (words.Count == 0)
            foreach (string text in texts) lines.Add([new DiffPart(kind, text)]);
        else
        {
            lines.Add([]);
            foreach (DiffPart part in words.Where(part => part.Kind == kind || part.Kind == DiffKind.Same))
                foreach ((int at, string piece) in part.Text.Split('\n').Index())
                {
                    if (at > 0) lines.Add([]);
                    if (piece.Length > 0) lines[^1].Add(new DiffPart(part.Kind, piece));
                }
        }
        return [.. lines.Select((parts, line) => new DiffLine(kind, number(line).Old, number(line).New, parts))];
    }

    private static string[] Split(string text)
    {
        if (text.Length == 0) return [];
        string[] lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    /// <summary>Words, runs of blanks, ends of lines, and every other character by itself; a surrogate pair is one.</summary>
    private static IEnumerable<string> Tokens(string text)
    {
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        string held = "";
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            if (held.Length > 0 && Kind(held[0]) is 1 or 2 && Kind(held[0]) == Kind(element[0])) held += element;
            else
            {
                if (held.Length > 0) yield return held;
                held = element;
            }
        }
        if (held.Length > 0) yield return held;

        static int Kind(char c) => char.IsLetterOrDigit(c) || c == '_' ? 1 : c is ' ' or '\t' ? 2 : 3;
    }
}
