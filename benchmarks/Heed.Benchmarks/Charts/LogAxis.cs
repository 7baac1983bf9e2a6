namespace Heed.Benchmarks;

/// <summary>A logarithmic axis of a chart.</summary>
/// <param name="Least">The number at <paramref name="From"/>, above 0.</param>
/// <param name="Most">The number at <paramref name="To"/>.</param>
/// <param name="From">Where it begins, in pixels.</param>
/// <param name="To">Where it ends; less than <paramref name="From"/> for an axis that goes up.</param>
internal readonly record struct LogAxis(double Least, double Most, double From, double To)
{
    /// <summary>The axis around numbers, widened to whole powers of ten.</summary>
    public static LogAxis Around(IEnumerable<double> numbers, double from, double to)
    {
        double[] all = [.. numbers];
        double least = Math.Floor(Math.Log10(all.Min())), most = Math.Ceiling(Math.Log10(all.Max()));
        return new(Math.Pow(10, least), Math.Pow(10, Math.Max(most, least + 1)), from, to);
    }

    /// <summary>The powers of ten on it.</summary>
    public IEnumerable<double> Decades
    {
        get
        {
            int first = (int)Math.Round(Math.Log10(Least)), last = (int)Math.Round(Math.Log10(Most));
            return Enumerable.Range(first, last - first + 1).Select(power => Math.Pow(10, power));
        }
    }

    /// <summary>Where a number lies, in pixels.</summary>
    public double Place(double number) => From + (To - From) * Math.Log(number / Least) / Math.Log(Most / Least);
}
