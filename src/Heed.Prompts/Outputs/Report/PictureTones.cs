using Heed.Lens.Views;

namespace Heed.Prompts.Outputs.Report;

/// <summary>The colours of the report's pictures: blue for what helps, orange for what hurts, teal for attention, as in all of Heed's pictures.</summary>
internal static class PictureTones
{
    /// <summary>The width that pictures have: two beside each other on a desk, one on a telephone.</summary>
    public const double Width = 336;

    /// <summary>Size of most letters.</summary>
    public const double Letters = 11;

    public static Tone For { get; } = ColorScale.Effect.Tone(18);

    public static Tone Against { get; } = ColorScale.Effect.Tone(-18);

    /// <summary>Behind lines of <see cref="For"/>.</summary>
    public static Tone Band { get; } = ColorScale.Effect.Tone(4);

    /// <summary>Lines of single cases.</summary>
    public static Tone Thin { get; } = ColorScale.Effect.Tone(10);

    public static Tone Attention { get; } = ColorScale.Attention.Tone(15);

    public static Tone Of(double value) => value < 0 ? Against : For;
}
