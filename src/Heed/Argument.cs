namespace Heed;

/// <summary>Checks of single numbers; the message names the parameter, what was expected and what came.</summary>
internal static class Argument
{
    /// <summary>A finite number above 0.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static double Positive(double value, string name)
        => double.IsFinite(value) && value > 0 ? value
            : throw new ArgumentException($"{name}: expected a finite number above 0; got {value}.", name);

    /// <summary>A finite number above 0, or null.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static double? Positive(double? value, string name) => value is { } given ? Positive(given, name) : null;

    /// <summary>How many elements an array of these sizes has.</summary>
    /// <exception cref="ArgumentException">A size is negative, or there are more elements than an array can hold.</exception>
    public static int Elements(params ReadOnlySpan<(int Size, string Name)> sizes)
    {
        Int128 count = 1;
        foreach ((int size, string name) in sizes) count *= AtLeast(0, size, name);
        return count <= Array.MaxLength
            ? (int)count
            : throw new ArgumentException(
                $"{sizes[^1].Name}: expected sizes whose product is at most {Array.MaxLength}; got {count}.", sizes[^1].Name);
    }

    /// <summary>A number of at least <paramref name="least"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is smaller.</exception>
    public static int AtLeast(int least, int value, string name)
        => value >= least ? value : throw new ArgumentOutOfRangeException(name, $"{name}: expected at least {least}; got {value}.");
}
