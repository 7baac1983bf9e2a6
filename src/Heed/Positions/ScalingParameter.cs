namespace Heed.Positions;

/// <summary>Checks of the numbers that scalings are made with.</summary>
internal static class ScalingParameter
{
    /// <summary>A finite number above 0.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static double Positive(double value, string name)
        => double.IsFinite(value) && value > 0 ? value : throw new ArgumentException($"{name}: expected a finite number above 0; got {value}.", name);

    /// <summary>A finite number above 0, or null.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static double? Positive(double? value, string name) => value is { } given ? Positive(given, name) : null;

    /// <summary>A length of at least <paramref name="least"/>.</summary>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static int AtLeast(int least, int value, string name)
        => value >= least ? value : throw new ArgumentException($"{name}: expected at least {least}; got {value}.", name);
}
