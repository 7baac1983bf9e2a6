using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Words are the runs of <c>\w</c>, and the runs of what is neither <c>\w</c> nor whitespace.</summary>
internal sealed class WhitespacePreTokenizer : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        var span = text.Span;
        var (start, kind) = (0, Kind.Space);
        for (var at = 0; at < span.Length;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            var next = CharacterClasses.IsWord(rune) ? Kind.Word : Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other;
            if (next != kind)
            {
                AddUpTo(at);
                (start, kind) = (at, next);
            }

            at += width;
        }

        AddUpTo(span.Length);

        void AddUpTo(int end)
        {
            if (kind != Kind.Space)
            {
                words.Add(text.Slice(start, end - start));
            }
        }
    }

    private enum Kind
    {
        Space,
        Word,
        Other,
    }
}
