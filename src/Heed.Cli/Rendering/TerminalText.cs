using System.Text;

namespace Heed.Cli.Rendering;

/// <summary>Texts of models and files, for a terminal: what would steer it is shown as a replacement character.</summary>
internal static class TerminalText
{
    /// <summary>The text on several lines.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune rune in text.Replace("\r\n", "\n").EnumerateRunes())
            safe.Append(rune.Value == '\n' ? "\n" : rune.Value == '\t' ? "  " : Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        return safe.ToString();
    }

    /// <summary>The beginning of it.</summary>
    public static string Of(string text, int most)
    {
        string safe = Of(text);
        return safe.Length <= most ? safe : safe[..(char.IsHighSurrogate(safe[most - 1]) ? most - 1 : most)] + "...";
    }

    /// <summary>The beginning of it, on one line.</summary>
    public static string Line(string text, int most) => Of(text.ReplaceLineEndings(" "), most);
}
