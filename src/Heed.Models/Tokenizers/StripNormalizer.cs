namespace Heed.Models.Tokenizers;

/// <summary>Drops whitespace at the start and the end of the text, as asked.</summary>
internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var span = text.Span;
        var end = right ? span.TrimEnd().Length : span.Length;
        var start = left ? end - span[..end].TrimStart().Length : 0;
        return text.Slice(start, end - start);
    }
}
