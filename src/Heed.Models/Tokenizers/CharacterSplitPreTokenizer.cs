using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Splits at characters of a kind.</summary>
/// <param name="isMatch">Whether a character is of the kind.</param>
/// <param name="behavior">What becomes of such characters.</param>
internal sealed class CharacterSplitPreTokenizer(Func<Rune, bool> isMatch, SplitBehavior behavior) : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        var span = text.Span;
        var splitter = new Splitter(text, behavior, words);
        var done = 0;
        for (var at = 0; at < span.Length;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            if (isMatch(rune))
            {
                if (at > done)
                {
                    splitter.Add(done, at, isMatch: false);
                }

                splitter.Add(at, at + width, isMatch: true);
                done = at + width;
            }

            at += width;
        }

        if (done < span.Length)
        {
            splitter.Add(done, span.Length, isMatch: false);
        }

        splitter.Finish();
    }
}
