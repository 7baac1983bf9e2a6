using Heed.Prompts.Statistics;

namespace Heed.Prompts.Outputs.Insides;

/// <summary>How some numbers, one a case, lie: their mean and their middle half.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Low">The lower quartile.</param>
/// <param name="Middle">The median.</param>
/// <param name="High">The upper quartile.</param>
public sealed record Spread(int Count, double Mean, double Low, double Middle, double High)
{
    /// <summary>The interval of the mean (Student, 95 %); without end for one number.</summary>
    public Interval OfMean { get; private init; }

    /// <summary>Of finite numbers in any order; null where there is none.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? null
            : new Spread(sorted.Length, Moments.Mean(sorted), Quantiles.Of(sorted, 0.25), Quantiles.Of(sorted, 0.5), Quantiles.Of(sorted, 0.75))
            {
                OfMean = PairedMean.Of(sorted).Interval,
            };
    }
}
