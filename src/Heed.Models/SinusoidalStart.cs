namespace Heed.Models;

/// <summary>Sines and cosines of the position (Vaswani et al. 2017), with wavelengths from 2π to two and a half tables.</summary>
internal static class SinusoidalStart
{
    /// <summary>ω of a column; a sine's column and the cosine's after it share one.</summary>
    public static double Frequency(int column, int width, int positions) => Math.Pow(0.4 * positions, -(column & ~1) / (double)width);

    /// <summary>The value at a position, root mean square 1/√2.</summary>
    public static double Value(int position, int column, int width, int positions)
    {
        double angle = position * Frequency(column, width, positions);
        return column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
    }
}
