using System.Text.RegularExpressions;

namespace Heed.Prompts.Configs.Prompts;

/// <summary>Whether a prompt is a text or the path of a file, by promptfoo's rule.</summary>
internal static partial class PromptPath
{
    /// <summary>
    /// A path has no line break, and begins with <c>file://</c>, or ends as a file of prompts does, or has a point at the third or fourth place from its end,
    /// or has a *, / or \ somewhere. So a question on one line with a slash in it is a path.
    /// </summary>
    public static bool Is(string text)
    {
        // No file is called so: a prompt with named parts, which promptfoo does not have, is a text.
        if (text.Contains('\n') || text.Contains("{{#span ", StringComparison.Ordinal)) return false;
        return text.StartsWith("file://", StringComparison.Ordinal) || Ending().IsMatch(text) || PointAt(text, 3) || PointAt(text, 4)
            || text.AsSpan().IndexOfAny('*', '/', '\\') >= 0;
    }

    /// <summary>Whether it ends as a file of prompts does.</summary>
    public static bool EndsAsFile(string text) => Ending().IsMatch(text);

    /// <summary>Why it is one, for messages.</summary>
    public static string Why(string text)
        => text.AsSpan().IndexOfAny('*', '/', '\\') is >= 0 and var at ? $"has a '{text[at]}'"
            : Ending().IsMatch(text) ? "ends like a file" : "has a '.' near its end";

    private static bool PointAt(string text, int fromEnd) => text.Length >= fromEnd && text[^fromEnd] == '.';

    [GeneratedRegex(@"\.(?:cjs|cts|j2|js|json|jsonl|md|mjs|mts|py|ts|txt|yml|yaml)(?::\w+)?$")]
    private static partial Regex Ending();
}
