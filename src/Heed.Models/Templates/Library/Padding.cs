using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>Filling a text up to a width.</summary>
internal static class Padding
{
    /// <summary>On both sides; of an odd number Python puts the one more on the left where the width is odd.</summary>
    public static string Center(RenderState state, string text, long width, string fill)
    {
        long missing = Math.Max(0, width - CodePoints.Count(text));
        long left = (missing / 2) + (missing & width & 1);
        return StringMethods.Repeat(state, fill, left) + text + StringMethods.Repeat(state, fill, missing - left);
    }

    /// <summary>On one side.</summary>
    public static string Side(RenderState state, string text, long width, string fill, bool onLeft)
    {
        string padding = StringMethods.Repeat(state, fill, Math.Max(0, width - CodePoints.Count(text)));
        return onLeft ? padding + text : text + padding;
    }
}
