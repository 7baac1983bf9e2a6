namespace Heed.Benchmarks;

/// <summary>One thing that is asked of the library, and what came.</summary>
/// <param name="Key">Names it in <c>causes.json</c>.</param>
/// <param name="What">The figure.</param>
/// <param name="Asked">The bound.</param>
/// <param name="Measured">What came.</param>
/// <param name="Met">Whether it keeps the bound; null where it could not be measured here.</param>
internal sealed record PerformanceLine(string Key, string What, string Asked, string Measured, bool? Met)
{
    /// <summary>A figure that must not be below its bound.</summary>
    /// <param name="key">Names it.</param>
    /// <param name="what">The figure.</param>
    /// <param name="bound">The least.</param>
    /// <param name="measured">What came; null where nothing could be measured.</param>
    /// <param name="write">Bound and figure as text.</param>
    /// <param name="where">At which shape, for the worst of several.</param>
    public static PerformanceLine AtLeast(
        string key, string what, double bound, double? measured, Func<double, string> write, string where = "")
        => new(key, what, $"≥ {write(bound)}", Text(measured, write, where), measured is { } value ? value >= bound : null);

    /// <summary>A figure that must not be above its bound; the parameters are those of <see cref="AtLeast"/>.</summary>
    public static PerformanceLine AtMost(
        string key, string what, double bound, double? measured, Func<double, string> write, string where = "")
        => new(key, what, $"≤ {write(bound)}", Text(measured, write, where), measured is { } value ? value <= bound : null);

    private static string Text(double? measured, Func<double, string> write, string where)
        => measured is not { } value ? "cannot be measured here" : where.Length == 0 ? write(value) : $"{write(value)} ({where})";
}
