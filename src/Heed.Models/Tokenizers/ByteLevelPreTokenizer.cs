using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Splits as GPT-2 does (where asked to) and writes each word as the stand-ins of its UTF-8 bytes.</summary>
/// <param name="addPrefixSpace">Put a space before text that does not begin with one.</param>
/// <param name="useRegex">Split into words; otherwise the text stays one word.</param>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (addPrefixSpace && text.Span[0] != ' ')
        {
            text = WithPrefixSpace(text);
        }

        var span = text.Span;
        var bytes = new AlignedTextBuilder(span.Length + (span.Length / 4) + 4);
        var ends = new List<int>();
        for (var at = 0; at < span.Length;)
        {
            var length = useRegex ? Gpt2Words.FirstLength(span[at..]) : span.Length;
            AppendBytes(text.Slice(at, length), bytes);
            ends.Add(bytes.Length);
            at += length;
        }

        var all = bytes.Build();
        var start = 0;
        foreach (var end in ends)
        {
            words.Add(all.Slice(start, end - start));
            start = end;
        }
    }

    private static void AppendBytes(AlignedText text, AlignedTextBuilder bytes)
    {
        var span = text.Span;
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < span.Length;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            var count = rune.EncodeToUtf8(utf8);
            for (var i = 0; i < count; i++)
            {
                bytes.Append(ByteAlphabet.Of(utf8[i]), text.StartOf(at), text.EndOf(at));
            }

            at += width;
        }
    }

    // The space stands for the first character, as if that one had become two.
    private static AlignedText WithPrefixSpace(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length + 1);
        builder.Append(' ', text.StartOf(0), text.EndOf(0));
        for (var i = 0; i < text.Length; i++)
        {
            builder.Append(text.Span[i], text.StartOf(i), text.EndOf(i));
        }

        return builder.Build();
    }
}
