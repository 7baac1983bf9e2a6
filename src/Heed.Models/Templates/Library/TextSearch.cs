using System.Text;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>Finding, replacing and splitting at a text.</summary>
internal static class TextSearch
{
    /// <summary>The text with <paramref name="old"/> replaced, at most <paramref name="count"/> times where that is not negative.</summary>
    public static string Replaced(RenderState state, string text, string old, string by, long count)
    {
        state.Text(text.Length);
        if (count == 0) return text;
        if (old.Length == 0) return Between(state, text, by, count);
        var replaced = new StringBuilder();
        int at = 0;
        for (long turn = 0; turn != count && text.IndexOf(old, at, StringComparison.Ordinal) is >= 0 and var found; turn++)
        {
            state.Fits((long)replaced.Length + found - at + by.Length);
            state.Step(1 + (by.Length / 16));
            replaced.Append(text, at, found - at).Append(by);
            at = found + old.Length;
        }
        return at == 0 ? text : state.Made(replaced.Append(text, at, text.Length - at).ToString());
    }

    // Replacing nothing puts the new text before every character and after the last.
    private static string Between(RenderState state, string text, string by, long count)
    {
        string[] points = CodePoints.Split(text);
        long turns = count < 0 ? points.Length + 1L : Math.Min(count, points.Length + 1L);
        state.Text(text.Length + (turns * by.Length));
        var output = new StringBuilder();
        for (int i = 0; i <= points.Length; i++)
        {
            if (i < turns) output.Append(by);
            if (i < points.Length) output.Append(points[i]);
        }
        return output.ToString();
    }

    /// <summary>The parts between separators, at most <paramref name="most"/> cuts where that is not negative.</summary>
    public static ListValue Split(RenderState state, string text, object? separator, long most, bool fromEnd)
    {
        state.Text(text.Length);
        List<string> parts = separator is null ? AtSpace(text, most, fromEnd)
            : At(state, text, Kind.Text(state, "split", separator), most, fromEnd);
        state.Step(parts.Count);
        return new ListValue([.. parts]);
    }

    private static List<string> At(RenderState state, string text, string separator, long most, bool fromEnd)
    {
        if (separator.Length == 0) throw state.Error("split: expected a separator of at least one character; got an empty text.");
        var parts = new List<string>();
        ReadOnlySpan<char> rest = text;
        while (most-- != 0)
        {
            int found = fromEnd ? rest.LastIndexOf(separator) : rest.IndexOf(separator);
            if (found < 0) break;
            state.Step();
            parts.Add((fromEnd ? rest[(found + separator.Length)..] : rest[..found]).ToString());
            rest = fromEnd ? rest[..found] : rest[(found + separator.Length)..];
        }
        parts.Add(rest.ToString());
        if (fromEnd) parts.Reverse();
        return parts;
    }

    private static List<string> AtSpace(string text, long most, bool fromEnd)
    {
        string[] words = Trimming.Words(text);
        if (most < 0 || most >= words.Length) return [.. words];
        var parts = new List<string>();
        text = fromEnd ? text.TrimEnd() : text.TrimStart();
        for (; most > 0 && text.Length > 0; most--)
        {
            // There is white space ahead: more words follow than cuts are left.
            int cut = fromEnd ? text.Length - 1 : 0;
            while (!char.IsWhiteSpace(text[cut])) cut += fromEnd ? -1 : 1;
            parts.Add(fromEnd ? text[(cut + 1)..] : text[..cut]);
            text = fromEnd ? text[..cut].TrimEnd() : text[cut..].TrimStart();
        }
        if (text.Length > 0) parts.Add(text);
        if (fromEnd) parts.Reverse();
        return parts;
    }
}
