using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>How numbers become colours in one picture: the scale, its range and what it shows.</summary>
/// <param name="Scale">The colours.</param>
/// <param name="Largest">The size of number that has the strongest colour; 0 where there is nothing to shade.</param>
/// <param name="Meaning">What is shown, for the legend.</param>
public sealed record Shading(ColorScale Scale, double Largest, string Meaning)
{
    /// <summary>Whether numbers are shares, shown in percent.</summary>
    public bool IsPercent { get; init; }

    /// <summary>The step of a number.</summary>
    /// <param name="value">The number.</param>
    public int Level(double value) => Largest > 0 ? Scale.Level(value / Largest) : 0;

    /// <summary>The colour of a number.</summary>
    /// <param name="value">The number.</param>
    public Tone Tone(double value) => Scale.Tone(Level(value));

    /// <summary>The ink on it.</summary>
    /// <param name="value">The number.</param>
    public Tone Ink(double value) => Scale.Ink(Level(value));

    /// <summary>Digits after the point with which the largest number has at least two that count.</summary>
    private int Digits => Largest > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(Largest)), 2, 12) : 2;

    /// <summary>The number in words.</summary>
    /// <param name="value">The number.</param>
    public string Show(double value)
        => IsPercent ? (100 * value).ToString(Decimals(Digits - 1), CultureInfo.InvariantCulture) + " %"
            : Scale.IsSigned ? SignedNumber.Text(value, Digits) : value.ToString("F" + Digits, CultureInfo.InvariantCulture);

    /// <summary>The number with a digit more, for tables.</summary>
    /// <param name="value">The number.</param>
    public string Precise(double value) => Scale.IsSigned ? SignedNumber.Text(value, Digits + 1)
        : value.ToString("F" + (Digits + 1), CultureInfo.InvariantCulture);

    /// <summary>The same without a unit, short enough to stand in a picture; empty for what would read 0.</summary>
    /// <param name="value">The number.</param>
    public string Brief(double value)
    {
        string text = IsPercent ? (100 * value).ToString(Decimals(Digits - 2), CultureInfo.InvariantCulture)
            : Scale.IsSigned ? SignedNumber.Text(value, Digits - 1) : value.ToString("." + new string('0', Digits), CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? "" : text;
    }

    private static string Decimals(int count) => count == 0 ? "0" : "0." + new string('#', count);

    /// <summary>A scale for numbers as they come: its range is the largest of them.</summary>
    /// <param name="scale">The colours.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="meaning">What is shown.</param>
    public static Shading Of(ColorScale scale, IEnumerable<float> values, string meaning)
        => new(scale, values.Select(MathF.Abs).Where(float.IsFinite).DefaultIfEmpty(0f).Max(), meaning);
}
