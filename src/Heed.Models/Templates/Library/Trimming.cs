using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>Taking characters off the ends of a text.</summary>
internal static class Trimming
{
    /// <summary>From both ends: white space, or the characters given.</summary>
    public static string Both(RenderState state, string what, string text, object? characters)
        => Start(state, what, End(state, what, text, characters), characters);

    /// <summary>From the start.</summary>
    public static string Start(RenderState state, string what, string text, object? characters)
    {
        Func<string, bool> goes = Chosen(state, what, text, characters);
        string[] points = CodePoints.Split(text);
        return string.Concat(points.SkipWhile(goes));
    }

    /// <summary>From the end.</summary>
    public static string End(RenderState state, string what, string text, object? characters)
    {
        Func<string, bool> goes = Chosen(state, what, text, characters);
        string[] points = CodePoints.Split(text);
        int end = points.Length;
        while (end > 0 && goes(points[end - 1])) end--;
        return string.Concat(points.Take(end));
    }

    /// <summary>The words between white space.</summary>
    public static string[] Words(string text)
        => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static Func<string, bool> Chosen(RenderState state, string what, string text, object? characters)
    {
        state.Text(text.Length);
        if (characters is null) return point => point.Length == 1 && IsSpace(point[0]);
        var set = CodePoints.Split(Kind.Text(state, what, characters)).ToHashSet(StringComparer.Ordinal);
        return set.Contains;
    }

    // Python counts the four separators U+001C to U+001F too.
    private static bool IsSpace(char unit) => char.IsWhiteSpace(unit) || unit is >= '\u001c' and <= '\u001f';
}
