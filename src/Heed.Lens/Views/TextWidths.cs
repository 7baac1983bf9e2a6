using System.Globalization;
using System.Text;

namespace Heed.Lens.Views;

/// <summary>How wide text will be, about: the widths of Helvetica (Adobe's font metrics), which Arial and Liberation Sans share; East Asian signs a full
/// square.</summary>
public static class TextWidths
{
    // From the space (32) to the tilde (126), in thousandths of the size.
    private static readonly short[] s_widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
        556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Estimates a width.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Font size; the result is in the same unit.</param>
    public static double Of(string text, double size)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes()) width += Of(rune);
        return width * size;
    }

    /// <summary>The text, or its beginning with an ellipsis where it would be wider.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Font size.</param>
    /// <param name="most">The most it may take.</param>
    public static string Cut(string text, double size, double most)
    {
        if (Of(text, size) <= most) return text;
        var kept = new StringBuilder();
        double width = Of("…", size);
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune) * size;
            if (width > most) break;
            kept.Append(rune.ToString());
        }
        return kept.Append('…').ToString();
    }

    private static double Of(Rune rune) => rune.Value switch
    {
        >= 32 and <= 126 => s_widths[rune.Value - 32] / 1000.0,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFF) => 1,
        >= 0x1F000 => 1.3, // pictures
        _ => 0.667,
    };
}
