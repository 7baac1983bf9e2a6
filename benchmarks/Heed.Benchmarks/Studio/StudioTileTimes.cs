namespace Heed.Benchmarks;

/// <summary>Times of map tiles, from asking to drawn. Those that the page knows to be hidden, and draws without asking, are not among them.</summary>
/// <param name="All">Every tile.</param>
/// <param name="MostOfThemMs">95 of 100 took no longer.</param>
/// <param name="Share">Of the tiles, those within <see cref="AskedMs"/>.</param>
internal sealed record StudioTileTimes(Samples All, double MostOfThemMs, double Share)
{
    /// <summary>What each may take.</summary>
    public const double AskedMs = 100;

    /// <summary>Sums them up.</summary>
    public static StudioTileTimes Of(IReadOnlyCollection<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new(
            Samples.Of(sorted), sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1], sorted.Count(time => time <= AskedMs) / (double)sorted.Length);
    }
}
