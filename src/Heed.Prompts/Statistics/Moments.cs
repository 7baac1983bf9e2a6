namespace Heed.Prompts.Statistics;

/// <summary>Mean and spread of some numbers.</summary>
internal static class Moments
{
    /// <summary>The mean; 0 of none.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        if (values.Length == 0) return 0;
        double sum = 0, rest = 0;
        foreach (double value in values) // Neumaier (1974): what each addition loses is kept
        {
            double next = sum + value;
            rest += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return (sum + rest) / values.Length;
    }

    /// <summary>√(Σ(x − mean)²/(n − 1)); 0 of fewer than two, and of equal numbers.</summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        if (values.Length < 2) return 0;
        double mean = Mean(values), squares = 0;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        return values.IndexOfAnyExcept(values[0]) < 0 ? 0 : Math.Sqrt(squares / (values.Length - 1));
    }
}
