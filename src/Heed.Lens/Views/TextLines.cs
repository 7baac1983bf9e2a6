namespace Heed.Lens.Views;

/// <summary>Breaks a sentence into lines of a width, at its spaces.</summary>
internal static class TextLines
{
    /// <summary>The lines; a word too wide for one is cut.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="size">Font size.</param>
    /// <param name="most">The most a line may take.</param>
    public static IEnumerable<string> Break(string text, double size, double most)
    {
        string line = "";
        foreach (string word in text.Split((char[])[' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && TextWidths.Of(longer, size) > most)
            {
                yield return TextWidths.Cut(line, size, most);
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0) yield return TextWidths.Cut(line, size, most);
    }
}
