using Heed.Lens.Views;

namespace Heed.Cli.Rendering;

/// <summary>The colours of a scale in a terminal: with the ink that reads on them, so that they do on light and dark grounds alike.</summary>
internal static class TerminalShade
{
    /// <summary>Below this part of the largest number a word keeps the terminal's own colours.</summary>
    private const double Least = 0.03;

    /// <summary>A style for markup.</summary>
    /// <param name="scale">The colours.</param>
    /// <param name="share">The number as a part of the largest.</param>
    public static string Style(ColorScale scale, double share)
        => Math.Abs(share) < Least ? "default" : $"{scale.Ink(share, Ground.Light).Hex} on {scale.At(share, Ground.Light).Hex}";
}
