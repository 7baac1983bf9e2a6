using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Prompts.JsonSchemas.Formats;

/// <summary>Dates and times (RFC 3339, with a blank allowed between date and time).</summary>
internal static partial class DateFormats
{
    /// <summary>A day that is in the calendar.</summary>
    public static bool IsDate(string text)
    {
        if (Date().Match(text) is not { Success: true } match) return false;
        (int year, int month, int day) = (Number(match, 1), Number(match, 2), Number(match, 3));
        // Year 0 is a leap year that DateTime does not have.
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);
    }

    /// <summary>A time of day; a leap second is allowed where it can be, at 23:59:60 of UTC.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">Whether it must say how far it is from UTC.</param>
    public static bool IsTime(string text, bool zone)
    {
        if (Time().Match(text) is not { Success: true } match || zone && !match.Groups[4].Success) return false;
        (int hour, int minute, int second) = (Number(match, 1), Number(match, 2), Number(match, 3));
        int sign = match.Groups[5].Value == "-" ? -1 : 1, zoneHour = Number(match, 6), zoneMinute = Number(match, 7);
        if (hour > 23 || minute > 59 || zoneHour > 23 || zoneMinute > 59) return false;
        if (second < 60) return true;
        int utc = hour * 60 + minute - sign * (zoneHour * 60 + zoneMinute);
        return second == 60 && (utc + 2 * 1440) % 1440 == 1439;
    }

    /// <summary>A date and a time, parted by T or a blank.</summary>
    public static bool IsDateTime(string text, bool zone)
        => text.Length > 11 && text[10] is 'T' or 't' or ' ' && text.Length > 11 && IsDate(text[..10]) && IsTime(text[11..], zone);

    private static int Number(Match match, int group)
        => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A([0-9]{4})-([0-9]{2})-([0-9]{2})\z")]
    private static partial Regex Date();

    [GeneratedRegex(@"\A([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?([zZ]|([+-])([0-9]{2})(?::?([0-9]{2}))?)?\z")]
    private static partial Regex Time();
}
