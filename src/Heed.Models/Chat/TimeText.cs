using System.Globalization;
using System.Text;
using Heed.Models.Templates;

namespace Heed.Models.Chat;

/// <summary>Times in the format of C's <c>strftime</c>, in English.</summary>
internal static class TimeText
{
    // %-d is glibc's day without its zero; .NET's single letters need % before them to be patterns.
    private static readonly Dictionary<string, string> _patterns = new(StringComparer.Ordinal)
    {
        ["Y"] = "yyyy", ["y"] = "yy", ["m"] = "MM", ["d"] = "dd", ["H"] = "HH", ["I"] = "hh", ["M"] = "mm", ["S"] = "ss", ["p"] = "tt",
        ["B"] = "MMMM", ["b"] = "MMM", ["h"] = "MMM", ["A"] = "dddd", ["a"] = "ddd", ["F"] = "yyyy-MM-dd", ["T"] = "HH:mm:ss",
            ["R"] = "HH:mm", ["D"] = "MM/dd/yy",
        ["f"] = "ffffff", ["c"] = "ddd MMM dd HH:mm:ss yyyy", ["x"] = "MM/dd/yy", ["X"] = "HH:mm:ss",
        ["-d"] = "%d", ["-m"] = "%M", ["-H"] = "%H", ["-I"] = "%h", ["-M"] = "%m", ["-S"] = "%s",
    };

    /// <summary>Writes a time.</summary>
    /// <exception cref="HeedException">The format has a part that is not known.</exception>
    public static string Format(RenderState state, string format, DateTimeOffset time)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }
            int length = i + 1 < format.Length && format[i + 1] == '-' ? 2 : 1;
            string code = format.Substring(i + 1, Math.Min(length, format.Length - i - 1));
            text.Append(code switch
            {
                "%" => "%",
                "n" => "\n",
                "t" => "\t",
                "j" => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
                "e" => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
                "Z" or "z" => "", // Python's local time without a zone prints nothing here
                _ when _patterns.TryGetValue(code, out string? pattern) => time.ToString(pattern, CultureInfo.InvariantCulture),
                _ => throw state.Unsupported(
                    $"strftime_now: '%{code}' is not supported; expected one of %{string.Join(" %", _patterns.Keys)} %j %e %%."),
            });
            i += code.Length;
        }
        return text.ToString();
    }
}
