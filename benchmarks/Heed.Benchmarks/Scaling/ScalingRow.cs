namespace Heed.Benchmarks;

/// <summary>One kind over all lengths.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Family">What it has in common with others.</param>
/// <param name="Points">One a length, from short to long.</param>
internal sealed record ScalingRow(string Kind, ScalingFamily Family, IReadOnlyList<ScalingPoint> Points)
{
    /// <summary>How time grows with length.</summary>
    public double TimeExponent => LogLogFit.Exponent([.. Points.Select(p => ((double)p.Count, p.Milliseconds))]);
}
