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

    /// <summary>The number in words.</summary>
    /// <param name="value">The number.</param>
    public string Show(double value)
        => IsPercent ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.#} %")
            : Scale.IsSigned ? SignedNumber.Text(value, 2) : string.Create(CultureInfo.InvariantCulture, $"{value:0.00}");

    /// <summary>The same without a unit, short enough to stand in a picture; empty for what would read 0.</summary>
    /// <param name="value">The number.</param>
    public string Brief(double value)
    {
        string text = IsPercent ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0}")
            : Scale.IsSigned ? SignedNumber.Text(value, 1) : string.Create(CultureInfo.InvariantCulture, $"{value:.00}");
        return text is "0" or ".00" ? "" : text;
    }

    /// <summary>A scale for numbers as they come: its range is the largest of them.</summary>
    /// <param name="scale">The colours.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="meaning">What is shown.</param>
    public static Shading Of(ColorScale scale, IEnumerable<float> values, string meaning) => new(scale, values.Select(MathF.Abs).Where(float.IsFinite).DefaultIfEmpty(0f).Max(), meaning);
}
