namespace Heed.Positions;

/// <summary>
/// Sinusoidal position embeddings (Vaswani et al. 2017): column 2i of position p is sin(p·θ^(−2i/width)), column 2i + 1
/// the cosine of the same angle.
/// An odd width ends with a sine.
/// </summary>
/// <remarks>Computed in double and rounded once.</remarks>
public static class Sinusoidal
{
    /// <summary>The value of one column at one position.</summary>
    /// <param name="position">p.</param>
    /// <param name="column">From 0.</param>
    /// <param name="width">Columns.</param>
    /// <param name="theta">θ, the base of the wavelengths 2π … 2πθ.</param>
    /// <exception cref="ArgumentException">The column is outside the width, or θ is not a finite number above 0.</exception>
    public static double Value(double position, int column, int width, double theta = 10000)
    {
        if (column < 0 || column >= width)
            throw new ArgumentException($"column: expected 0 … width−1={width - 1}; got {column}.", nameof(column));
        double angle = position * Math.Pow(Argument.Positive(theta, nameof(theta)), -(column & ~1) / (double)width);
        return column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
    }

    /// <summary>The values of positions 0 … <paramref name="positions"/> − 1.</summary>
    /// <param name="positions">Rows, at least 0.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="theta">θ, the base of the wavelengths.</param>
    /// <returns>[positions, width].</returns>
    /// <exception cref="ArgumentException">A size is too small or the table too large, or θ is not a finite number above 0.</exception>
    public static float[] Table(int positions, int width, double theta = 10000)
    {
        if (positions < 0 || width < 1 || (long)positions * width > Array.MaxLength)
        {
            throw new ArgumentException(
                $"positions, width: expected positions ≥ 0, width ≥ 1 and at most {Array.MaxLength} values; "
                + $"got {positions} and {width}.", nameof(positions));
        }
        var table = new float[positions * width];
        Fill(table, 0, width, theta);
        return table;
    }

    /// <summary>Writes the values of consecutive positions.</summary>
    /// <param name="target">[positions, width], written.</param>
    /// <param name="offset">The first position.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="theta">θ, the base of the wavelengths.</param>
    /// <exception cref="ArgumentException">The target's length is no multiple of the width, or θ is not a finite
    /// number above 0.</exception>
    public static void Fill(Span<float> target, int offset, int width, double theta = 10000)
    {
        if (width < 1 || target.Length % width != 0)
        {
            throw new ArgumentException(
                $"target: expected [positions, width={width}] with width ≥ 1; got {target.Length} values.", nameof(target));
        }
        Argument.Positive(theta, nameof(theta));
        for (int column = 0; column < width; column++)
        {
            double frequency = Math.Pow(theta, -(column & ~1) / (double)width);
            for (int i = column, p = 0; i < target.Length; i += width, p++)
            {
                double angle = ((double)offset + p) * frequency;
                target[i] = (float)(column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }
    }
}
