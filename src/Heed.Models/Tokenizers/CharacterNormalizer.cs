using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Base of normalizers that look at one character at a time.</summary>
internal abstract class CharacterNormalizer : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var span = text.Span;
        var builder = new AlignedTextBuilder(span.Length + 4);
        for (var at = 0; at < span.Length;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            Append(rune, text.StartOf(at), text.EndOf(at), builder);
            at += width;
        }

        return builder.Build();
    }

    /// <summary>Appends what becomes of a character, with the input range it stands for.</summary>
    protected abstract void Append(Rune rune, int start, int end, AlignedTextBuilder builder);
}
