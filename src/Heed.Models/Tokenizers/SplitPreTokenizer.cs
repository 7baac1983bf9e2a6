namespace Heed.Models.Tokenizers;

/// <summary>Splits at the matches of a pattern.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="behavior">What becomes of the matches.</param>
/// <param name="invert">The text between the matches counts as the matches.</param>
internal sealed class SplitPreTokenizer(ITextPattern pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        var matches = new List<(int Start, int Length)>();
        pattern.Find(text.Span, matches);
        var splitter = new Splitter(text, behavior, words);
        var done = 0;
        foreach (var (start, length) in matches)
        {
            if (start > done)
            {
                splitter.Add(done, start, isMatch: invert);
            }

            splitter.Add(start, start + length, isMatch: !invert);
            done = start + length;
        }

        if (done < text.Length)
        {
            splitter.Add(done, text.Length, isMatch: invert);
        }

        splitter.Finish();
    }
}
