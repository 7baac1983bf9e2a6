namespace Heed.Lens.Views;

/// <summary>
/// A colour by how it looks: lightness and two opponent axes, in which equal distances look about equally large (Björn Ottosson, "A perceptual color space
/// for image processing", 2020).
/// </summary>
/// <param name="L">Lightness, 0 … 1.</param>
/// <param name="A">Green to red.</param>
/// <param name="B">Blue to yellow.</param>
public readonly record struct OkLab(double L, double A, double B)
{
    /// <summary>From lightness, chroma and hue.</summary>
    /// <param name="lightness">0 … 1.</param>
    /// <param name="chroma">Distance from grey.</param>
    /// <param name="hue">Degrees: 30 red, 110 yellow, 145 green, 260 blue.</param>
    public static OkLab FromHue(double lightness, double chroma, double hue)
        => new(lightness, chroma * Math.Cos(hue * Math.PI / 180), chroma * Math.Sin(hue * Math.PI / 180));

    /// <summary>A colour of the screen.</summary>
    /// <param name="color">The colour.</param>
    public static OkLab Of(Rgb color)
    {
        (double r, double g, double b) = color.Linear;
        double l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new OkLab(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// <summary>How different two colours look.</summary>
    /// <param name="other">The other.</param>
    public double Distance(OkLab other) => Math.Sqrt((L - other.L) * (L - other.L) + (A - other.A) * (A - other.A) + (B - other.B) * (B - other.B));

    /// <summary>The colour on a screen: of the same lightness and hue, paler where a screen cannot show it.</summary>
    public Rgb ToRgb()
    {
        double keep = 1, step = 0.5;
        if (!Fits(1))
            for (keep = 0.5; step > 1e-4; keep += Fits(keep) ? step : -step) step /= 2;
        (double r, double g, double b) = Light(keep);
        return Rgb.FromLinear(r, g, b);
    }

    private bool Fits(double keep)
    {
        (double r, double g, double b) = Light(keep);
        return Math.Min(r, Math.Min(g, b)) >= -1e-4 && Math.Max(r, Math.Max(g, b)) <= 1.0001;
    }

    private (double R, double G, double B) Light(double keep)
    {
        (double a, double b) = (A * keep, B * keep);
        double l = L + 0.3963377774 * a + 0.2158037573 * b, m = L - 0.1055613458 * a - 0.0638541728 * b, s = L - 0.0894841775 * a - 1.2914855480 * b;
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }
}
