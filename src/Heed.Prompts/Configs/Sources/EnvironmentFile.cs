using System.Text.RegularExpressions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Sources;

/// <summary>
/// Files of environment variables: a <c>NAME=VALUE</c> a line, <c>export</c> in front or not, comments from <c>#</c> on. In single quotes or backticks a value stands as it is, over
/// several lines if need be; in double quotes <c>\n</c> and <c>\r</c> end lines. Facts: the dotenv files of Node.js.
/// </summary>
internal static partial class EnvironmentFile
{
    /// <summary>Names and values, the last of a name.</summary>
    /// <exception cref="HeedException">It is missing, or a line is none of these.</exception>
    public static IReadOnlyDictionary<string, string> Read(string full)
    {
        var place = new Place(ConfigOverrides.Place.File);
        string text = ConfigSession.Text(full, place).ReplaceLineEndings("\n");
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        int at = 0;
        foreach (Match match in Entry().Matches(text))
        {
            Blank(text[at..match.Index], full, text, at);
            found[match.Groups["name"].Value] = Value(match);
            at = match.Index + match.Length;
        }
        Blank(text[at..], full, text, at);
        return found;
    }

    private static string Value(Match match)
        => match.Groups["double"] is { Success: true } quoted ? quoted.Value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)
            : match.Groups["plain"] is { Success: true } plain ? plain.Value.Trim() : match.Groups["as"].Value;

    private static void Blank(string between, string full, string text, int at)
    {
        foreach (string line in between.Split('\n'))
        {
            if (line.Trim() is { Length: > 0 } rest && rest[0] != '#')
                throw new HeedException($"{full}:{1 + text.AsSpan(0, at).Count('\n')}: expected NAME=VALUE; got '{rest}'.");
            at += line.Length + 1;
        }
    }

    [GeneratedRegex("""
        ^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)[ \t]*=[ \t]*(?:'(?<as>[^']*)'|`(?<as>[^`]*)`|"(?<double>(?:\\"|[^"])*)"|(?<plain>[^#\n]*))[ \t]*(?:\#[^\n]*)?$
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}
