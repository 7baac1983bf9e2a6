using System.Text.RegularExpressions;

namespace Heed.Prompts.Scripts.Patterns;

/// <summary>A regular expression as JavaScript understands it. Immutable; threads may share it.</summary>
internal sealed class JavaScriptPattern
{
    private const int Longest = 20_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    /// <summary>Reads a pattern.</summary>
    /// <param name="source">What stands between the slashes.</param>
    /// <param name="flags">Of <c>d g i m s u v y</c>.</param>
    /// <exception cref="HeedException">The pattern or a flag is malformed.</exception>
    public JavaScriptPattern(string source, string flags = "")
    {
        (Source, Flags) = (source, flags);
        if (source.Length > Longest) throw new HeedException($"Invalid regular expression: expected at most {Longest} characters; got {source.Length}");
        if (flags.Any(flag => !"dgimsuvy".Contains(flag)) || flags.Distinct().Count() != flags.Length)
            throw new HeedException($"Invalid regular expression flags '{flags}'");
        (string pattern, Groups) = PatternTranslation.Of(source, flags);
        RegexOptions options = RegexOptions.CultureInvariant | (flags.Contains('i') ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            Regex = new Regex(pattern, options, s_longest);
        }
        catch (ArgumentException error)
        {
            throw new HeedException($"Invalid regular expression: /{source}/: {error.Message}", error);
        }
    }

    /// <summary>What stands between the slashes.</summary>
    public string Source { get; }

    /// <summary>Its flags.</summary>
    public string Flags { get; }

    /// <summary>Names of groups by their numbers; null for those without one, and for the whole at 0.</summary>
    public IReadOnlyList<string?> Groups { get; }

    private Regex Regex { get; }

    /// <summary>Whether it matches anywhere.</summary>
    /// <exception cref="HeedException">It takes longer than a second.</exception>
    public bool IsMatch(string text) => Match(text, 0).Success;

    /// <summary>The first match from a place on.</summary>
    /// <exception cref="HeedException">It takes longer than a second.</exception>
    public Match Match(string text, int start)
    {
        try
        {
            return Regex.Match(text, start);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new HeedException($"regular expression /{Source}/: expected an answer within a second; it tries too many ways on "
                + $"this text ({text.Length} characters). Write it without repetitions inside repetitions.", error);
        }
    }
}
