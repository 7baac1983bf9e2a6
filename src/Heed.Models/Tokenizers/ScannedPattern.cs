namespace Heed.Models.Tokenizers;

/// <summary>A pattern whose matches cover every text without gaps, found by one pass written for it.</summary>
internal sealed class ScannedPattern(IWordScanner scanner) : ITextPattern
{
    public void Find(ReadOnlySpan<char> text, List<(int Start, int Length)> matches)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = scanner.FirstLength(text[at..]);
            matches.Add((at, length));
            at += length;
        }
    }
}
