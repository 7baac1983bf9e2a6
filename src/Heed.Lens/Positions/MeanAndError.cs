namespace Heed.Lens.Positions;

/// <summary>A mean over samples with its standard error.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Error">s/√n with the sample's standard deviation s; null for a single sample.</param>
public readonly record struct MeanAndError(double Mean, double? Error)
{
    /// <summary>The mean minus its error; the mean of a single sample.</summary>
    public double Low => Mean - (Error ?? 0);

    /// <summary>The mean plus its error; the mean of a single sample.</summary>
    public double High => Mean + (Error ?? 0);

    /// <summary>Of at least one number.</summary>
    public static MeanAndError Of(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        if (values.Count < 2) return new MeanAndError(mean, null);
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new MeanAndError(mean, Math.Sqrt(squares / (values.Count - 1) / values.Count));
    }
}
