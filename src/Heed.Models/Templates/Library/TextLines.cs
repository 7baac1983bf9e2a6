using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>The lines of a text.</summary>
internal static class TextLines
{
    // Python's list of line boundaries.
    private const string Breaks = "\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029";

    /// <summary>Splits at line breaks; the last one begins no line.</summary>
    public static ListValue Split(RenderState state, string text, bool keepEnds)
    {
        var lines = new List<object?>();
        for (int start = 0; start < text.Length;)
        {
            state.Step();
            int length = text.AsSpan(start).IndexOfAny(Breaks);
            int end = length < 0 ? text.Length : start + length;
            int next = end == text.Length ? end : text.AsSpan(end).StartsWith("\r\n") ? end + 2 : end + 1;
            lines.Add(text[start..(keepEnds ? next : end)]);
            start = next;
        }
        return new ListValue(lines);
    }
}
