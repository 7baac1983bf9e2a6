using System.Globalization;

namespace Heed.Benchmarks;

/// <summary>The memory of this process that really is there, as Linux counts it.</summary>
internal static class ProcessMemory
{
    private const string Status = "/proc/self/status", ClearReferences = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    /// <summary>
    /// The bytes by which the resident memory rises above what is there before, at its highest while <paramref name="call"/> runs; null
    /// where the system does not tell. What the call allocates and does not touch is not counted.
    /// </summary>
    public static long? PeakOf(Action call)
    {
        try
        {
            File.WriteAllText(ClearReferences, ResetPeak);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        long before = Bytes("VmRSS");
        call();
        return Math.Max(0, Bytes("VmHWM") - before);
    }

    /// <summary>The resident memory at its highest so far, files that are mapped and touched included.</summary>
    public static long Peak => Bytes("VmHWM");

    private static long Bytes(string field)
    {
        string line = File.ReadLines(Status).Single(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
