namespace Heed.Lens.Views;

/// <summary>A colour with a name, on both grounds: a class of the style sheet in a page, a plain colour on paper.</summary>
/// <param name="Name">The class.</param>
/// <param name="Light">On a light ground.</param>
/// <param name="Dark">On a dark ground.</param>
public sealed record Tone(string Name, Rgb Light, Rgb Dark)
{
    /// <summary>Text.</summary>
    public static Tone Ink { get; } = Grey("ink", 0.25, 0.93);

    /// <summary>Text beside the matter.</summary>
    public static Tone Soft { get; } = Grey("soft", 0.50, 0.72);

    /// <summary>Thin lines.</summary>
    public static Tone Line { get; } = Grey("line", 0.87, 0.38);

    /// <summary>What a picture stands on.</summary>
    public static Tone Paper { get; } = new("paper", new Rgb(255, 255, 255), OkLab.FromHue(0.205, 0.008, 265).ToRgb());

    /// <summary>All that are no part of a scale.</summary>
    public static IReadOnlyList<Tone> Plain { get; } = [Ink, Soft, Line, Paper];

    /// <summary>The colour on a ground.</summary>
    /// <param name="ground">The ground.</param>
    public Rgb On(Ground ground) => ground == Ground.Light ? Light : Dark;

    private static Tone Grey(string name, double light, double dark)
        => new(name, OkLab.FromHue(light, 0.008, 265).ToRgb(), OkLab.FromHue(dark, 0.008, 265).ToRgb());
}
