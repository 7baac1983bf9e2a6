namespace Heed.Models.Cost;

/// <summary>A rate that depends on a size: measured at some sizes, on the line between two of them in logarithms, and flat beyond the last.</summary>
/// <param name="Points">Size and rate, ascending; at least one.</param>
public sealed record RateCurve(ValueList<RatePoint> Points)
{
    /// <summary>The rate at a size.</summary>
    public double At(double size)
    {
        int above = 0;
        while (above < Points.Count && Points[above].Size < size) above++;
        if (above == 0) return Points[0].Rate;
        if (above == Points.Count) return Points[above - 1].Rate;
        (RatePoint low, RatePoint high) = (Points[above - 1], Points[above]);
        double share = Math.Log(size / low.Size) / Math.Log(high.Size / low.Size);
        return low.Rate * Math.Pow(high.Rate / low.Rate, share);
    }
}
