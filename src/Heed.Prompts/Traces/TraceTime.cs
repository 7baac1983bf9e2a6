using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Prompts.Traces;

/// <summary>Times as people write them.</summary>
public static partial class TraceTime
{
    /// <summary>
    /// Reads <c>2026-11-21</c>, <c>2026-11-21T14:30Z</c>, or how long ago: <c>30min</c>, <c>2h</c>, <c>7d</c>. What says no zone is universal time.
    /// </summary>
    /// <param name="text">The time.</param>
    /// <param name="now">What "ago" is counted from.</param>
    /// <param name="name">The option, for the message.</param>
    /// <exception cref="HeedException">It is none.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now, string name)
    {
        Match ago = Ago().Match(text);
        if (ago.Success && double.TryParse(ago.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out double count) && count < 1e6)
            return now - ago.Groups[2].Value switch
            {
                "s" => TimeSpan.FromSeconds(count),
                "min" => TimeSpan.FromMinutes(count),
                "h" => TimeSpan.FromHours(count),
                "d" => TimeSpan.FromDays(count),
                _ => TimeSpan.FromDays(7 * count),
            };
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            && char.IsAsciiDigit(text[0]) ? time
            : throw new HeedException($"{name}: expected a time such as 2026-11-21, 2026-11-21T14:30Z, or how long ago: 30min, 2h, 7d; got '{text}'.");
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(s|min|h|d|w)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ago();
}
