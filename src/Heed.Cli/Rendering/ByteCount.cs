using System.Globalization;

namespace Heed.Cli.Rendering;

/// <summary>Sizes of files for people.</summary>
internal static class ByteCount
{
    /// <summary>Such as <c>1.5 MB</c>, in powers of 1000 as disks are sold.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB"),
    };
}
