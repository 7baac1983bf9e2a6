namespace Heed.Models.Tokenizers;

/// <summary>Each part processes the result of the one before.</summary>
internal sealed class SequencePostProcessor(IReadOnlyList<IPostProcessor> parts) : IPostProcessor
{
    public IReadOnlyList<Encoding> Process(IReadOnlyList<Encoding> texts, bool addSpecialTokens) =>
        parts.Aggregate(texts, (current, part) => part.Process(current, addSpecialTokens));
}
