using System.Globalization;

namespace Heed.Cli.Rendering;

/// <summary>Counts, bytes of memory and seconds for people, three digits each.</summary>
internal static class SizeText
{
    private static readonly string[] s_thousands = ["", " k", " M", " G", " T", " P", " E", " Z", " Y"];
    private static readonly string[] s_binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

    /// <summary>Such as <c>3.46 T</c>, in powers of 1000.</summary>
    public static string Count(UInt128 count) => Scaled((double)count, 1000, s_thousands, "");

    /// <summary>Such as <c>1.50 GiB</c>, in powers of 1024 as memory is made.</summary>
    public static string Bytes(UInt128 bytes) => Scaled((double)bytes, 1024, s_binary, " ");

    /// <summary>Such as <c>12.3 ms</c>, and minutes, hours and days of long ones.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 1e-3 => Digits(seconds * 1e6) + " µs",
        < 1 => Digits(seconds * 1e3) + " ms",
        < 120 => Digits(seconds) + " s",
        < 7200 => Digits(seconds / 60) + " min",
        < 172800 => Digits(seconds / 3600) + " h",
        _ => Digits(seconds / 86400) + " d",
    };

    private static string Scaled(double number, int step, string[] units, string gap)
    {
        int unit = 0;
        while (number >= step && unit < units.Length - 1) (number, unit) = (number / step, unit + 1);
        return (unit == 0 ? number.ToString("F0", CultureInfo.InvariantCulture) : Digits(number)) + gap + units[unit];
    }

    private static string Digits(double number)
        => number.ToString(number < 10 ? "F2" : number < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
