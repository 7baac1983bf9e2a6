namespace Heed.Lens.Views;

/// <summary>
/// Colours for numbers. Lightness runs in a straight line from the ground to the strongest colour, so that equal differences look equal, and numbers keep
/// their order for colour-blind readers and in grey print. Zero is almost the ground itself.
/// </summary>
/// <remarks>
/// Made in <see cref="OkLab"/>, not copied: the way of viridis and cividis (Smith &amp; van der Walt 2015; Nuñez, Anderton &amp; Renslow 2018), lightness
/// first, hue along with it.
/// Up and down are blue and orange, which the common kinds of colour blindness tell apart.
/// </remarks>
public sealed class ColorScale
{
    /// <summary>Steps from zero to the strongest colour.</summary>
    public const int Levels = 24;

    private readonly Tone[] _tones, _inks;

    private ColorScale(string name, bool isSigned)
    {
        IsSigned = isSigned;
        int[] levels = [.. Enumerable.Range(isSigned ? -Levels : 0, isSigned ? 2 * Levels + 1 : Levels + 1)];
        _tones = [.. levels.Select(level => new Tone(Name(level), At((double)level / Levels, Ground.Light), At((double)level / Levels, Ground.Dark)))];
        _inks = [.. levels.Select(level => new Tone("t" + Name(level), Ink((double)level / Levels, Ground.Light), Ink((double)level / Levels, Ground.Dark)))];

        string Name(int level) => (level < 0 ? "d" : isSigned ? "u" : name) + Math.Abs(level);
    }

    /// <summary>For shares, weights and other numbers from 0 up: teal to indigo.</summary>
    public static ColorScale Attention { get; } = new("a", isSigned: false);

    /// <summary>For effects: blue up, orange down.</summary>
    public static ColorScale Effect { get; } = new("u", isSigned: true);

    /// <summary>Whether numbers below 0 have colours of their own.</summary>
    public bool IsSigned { get; }

    /// <summary>All tones and the inks on them, for style sheets.</summary>
    public IEnumerable<Tone> Tones => _tones.Concat(_inks);

    /// <summary>The colour of a number.</summary>
    /// <param name="share">The number as a part of the largest: 0 … 1, or −1 … 1; what is beyond counts as the end.</param>
    /// <param name="ground">What it stands on.</param>
    public Rgb At(double share, Ground ground)
    {
        double t = Math.Clamp(double.IsNaN(share) ? 0 : share, IsSigned ? -1 : 0, 1), size = Math.Abs(t);
        if (IsSigned)
        {
            double light = ground == Ground.Light ? 0.965 - 0.425 * size : 0.27 + 0.51 * size;
            return OkLab.FromHue(light, 0.15 * Math.Pow(size, 0.7), t < 0 ? 52 : 254).ToRgb();
        }
        double lightness = ground == Ground.Light ? 0.965 - 0.625 * size : 0.27 + 0.63 * size;
        // The hue goes with the lightness, so that dark is indigo and bright is teal on both grounds; chroma is full between the ends.
        double chroma = 0.006 + (ground == Ground.Light ? 0.115 : 0.085) * Math.Sin(Math.PI * Math.Min(1, 0.62 * size + 0.02));
        return OkLab.FromHue(lightness, chroma, 275 - 85 * (lightness - 0.27) / 0.7).ToRgb();
    }

    /// <summary>Black or white, whichever reads better on the colour of a number; the contrast is at least 4.5.</summary>
    /// <param name="share">The number as a part of the largest.</param>
    /// <param name="ground">What it stands on.</param>
    public Rgb Ink(double share, Ground ground)
    {
        (Rgb back, Rgb black, Rgb white) = (At(share, ground), new Rgb(0, 0, 0), new Rgb(255, 255, 255));
        return back.Contrast(black) >= back.Contrast(white) ? black : white;
    }

    /// <summary>The step nearest to a number.</summary>
    /// <param name="share">The number as a part of the largest.</param>
    /// <returns>0 … <see cref="Levels"/>, below 0 for numbers below 0 of a signed scale.</returns>
    public int Level(double share) => double.IsNaN(share) ? 0 : (int)Math.Round(Math.Clamp(share, IsSigned ? -1 : 0, 1) * Levels);

    /// <summary>The colour of a step.</summary>
    /// <param name="level">The step.</param>
    public Tone Tone(int level) => _tones[IsSigned ? level + Levels : level];

    /// <summary>The ink on the colour of a step.</summary>
    /// <param name="level">The step.</param>
    public Tone Ink(int level) => _inks[IsSigned ? level + Levels : level];
}
