using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Splits as GPT-2 does (where asked to) and writes each word as the stand-ins of its UTF-8 bytes.</summary>
/// <param name="addPrefixSpace">Put a space before text that does not begin with one.</param>
/// <param name="useRegex">Split into words; otherwise the text stays one word.</param>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    private readonly PrependNormalizer _prefix = new(" ");

    public void Split(AlignedText text, List<AlignedText> words) => SplitAll([text], words);

    // All words share one text of stand-ins, instead of one each.
    public void SplitAll(List<AlignedText> texts, List<AlignedText> words)
    {
        var length = 0;
        foreach (var text in texts)
        {
            length += text.Length;
        }

        var bytes = new AlignedTextBuilder(length + (length / 4) + 4);
        var ends = new List<int>(texts.Count);
        foreach (var text in texts)
        {
            Append(addPrefixSpace && text.Length > 0 && text.Span[0] != ' ' ? _prefix.Normalize(text) : text, bytes, ends);
        }

        var all = bytes.Build();
        var start = 0;
        foreach (var end in ends)
        {
            words.Add(all.Slice(start, end - start));
            start = end;
        }
    }

    private void Append(AlignedText text, AlignedTextBuilder bytes, List<int> ends)
    {
        var span = text.Span;
        for (var at = 0; at < span.Length;)
        {
            var length = useRegex ? Gpt2Words.Scanner.FirstLength(span[at..]) : span.Length;
            AppendBytes(text, at, at + length, bytes);
            ends.Add(bytes.Length);
            at += length;
        }
    }

    private static void AppendBytes(AlignedText text, int from, int to, AlignedTextBuilder bytes)
    {
        var span = text.Span;
        for (var at = from; at < to;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            bytes.AppendBytes(rune, text.StartOf(at), text.EndOf(at));
            at += width;
        }
    }
}
