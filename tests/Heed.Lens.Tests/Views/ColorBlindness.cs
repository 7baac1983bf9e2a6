using Heed.Lens.Views;

namespace Heed.Lens.Tests.Views;

/// <summary>How people without one kind of cone see a colour (Viénot, Brettel &amp; Mollon 1999).</summary>
internal static class ColorBlindness
{
    public static Rgb None(Rgb color) => color;

    /// <summary>Without the cones for long waves: their signal follows from the other two.</summary>
    public static Rgb Protanopia(Rgb color)
    {
        (double _, double m, double s) = Cones(color);
        return Light(2.02344 * m - 2.52581 * s, m, s);
    }

    /// <summary>Without the cones for middle waves.</summary>
    public static Rgb Deuteranopia(Rgb color)
    {
        (double l, double _, double s) = Cones(color);
        return Light(l, 0.494207 * l + 1.24827 * s, s);
    }

    private static (double L, double M, double S) Cones(Rgb color)
    {
        (double r, double g, double b) = color.Linear;
        return (17.8824 * r + 43.5161 * g + 4.11935 * b, 3.45565 * r + 27.1554 * g + 3.86714 * b, 0.0299566 * r + 0.184309 * g + 1.46709 * b);
    }

    private static Rgb Light(double l, double m, double s) => Rgb.FromLinear(
        0.0809444479 * l - 0.130504409 * m + 0.116721066 * s, -0.0102485335 * l + 0.0540193266 * m - 0.113614708 * s,
            -0.000365296938 * l - 0.00412161469 * m + 0.693511405 * s);
}
