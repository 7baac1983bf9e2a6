namespace Heed.Models.Tokenizers;

/// <summary>Each part normalizes the result of the one before.</summary>
internal sealed class SequenceNormalizer(IReadOnlyList<INormalizer> parts) : INormalizer
{
    public AlignedText Normalize(AlignedText text) => parts.Aggregate(text, (current, part) => part.Normalize(current));
}
