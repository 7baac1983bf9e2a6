using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Splits at whitespace, and makes each punctuation character a word; all ASCII symbols count as punctuation.</summary>
internal sealed class BertPreTokenizer : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        var span = text.Span;
        var start = 0;
        for (var at = 0; at < span.Length;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            var isSpace = Rune.IsWhiteSpace(rune);
            if (isSpace || CharacterClasses.IsSymbolOrPunctuation(rune))
            {
                words.Add(text.Slice(start, at - start));
                start = at + width;
                if (!isSpace)
                {
                    words.Add(text.Slice(at, width));
                }
            }

            at += width;
        }

        words.Add(text.Slice(start, span.Length - start));
    }
}
