using System.Text.Json;
using Heed.Prompts.Outputs;

namespace Heed.Studio.Pages.Prompts;

/// <summary>Texts and numbers as they are sent.</summary>
internal static class SentText
{
    /// <summary>The beginning of a text, whole characters, with … where there is more.</summary>
    public static string Brief(string text, int most = 160)
    {
        if (text.Length <= most) return text;
        int end = most - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + "…";
    }

    /// <summary>The beginning of a value.</summary>
    public static string Brief(JsonElement value, int most = 160) => Brief(ShownValue.Of(value), most);

    /// <summary>A number; null for what JSON has no word for.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>The part of an address behind <c>#</c> that opens a page of the studio; null for any other text, which may come from a file.</summary>
    public static string? Link(string? text) => text is { Length: > 2 and < 100_000 } && text.StartsWith("#/", StringComparison.Ordinal)
        && char.IsAsciiLetterLower(text[2]) ? text : null;
}
