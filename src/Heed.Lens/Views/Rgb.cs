using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>A colour of the sRGB space (IEC 61966-2-1).</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>As <c>#rrggbb</c>.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Its parts as light, 0 … 1 each: the gamma of the screen taken away.</summary>
    public (double R, double G, double B) Linear => (Light(R), Light(G), Light(B));

    /// <summary>Relative luminance, 0 … 1 (WCAG 2.2).</summary>
    public double Luminance => 0.2126 * Linear.R + 0.7152 * Linear.G + 0.0722 * Linear.B;

    /// <summary>Contrast with another colour, 1 … 21 (WCAG 2.2); text is readable from 4.5 on.</summary>
    /// <param name="other">The other colour.</param>
    public double Contrast(Rgb other)
    {
        (double a, double b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The nearest colour to light of these strengths; what a screen cannot show is cut off.</summary>
    /// <param name="r">Red, 0 … 1.</param>
    /// <param name="g">Green, 0 … 1.</param>
    /// <param name="b">Blue, 0 … 1.</param>
    public static Rgb FromLinear(double r, double g, double b) => new(Signal(r), Signal(g), Signal(b));

    private static double Light(byte signal)
    {
        double s = signal / 255.0;
        return s <= 0.04045 ? s / 12.92 : Math.Pow((s + 0.055) / 1.055, 2.4);
    }

    private static byte Signal(double light)
    {
        double s = Math.Clamp(light, 0, 1);
        return (byte)Math.Round(255 * (s <= 0.0031308 ? 12.92 * s : 1.055 * Math.Pow(s, 1 / 2.4) - 0.055));
    }
}
