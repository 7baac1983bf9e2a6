using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>Tokens in tables.</summary>
internal static class TokenText
{
    private const int Most = 32;

    /// <summary>The token, or its beginning where it is long; signs that belong together stay so.</summary>
    /// <param name="text">The token.</param>
    public static string Brief(string text)
    {
        if (text.Length <= Most) return text;
        var signs = new StringInfo(text);
        return signs.LengthInTextElements <= Most ? text : signs.SubstringByTextElements(0, Most - 1) + "…";
    }
}
