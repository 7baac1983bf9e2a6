namespace Heed.Models.Tokenizers;

/// <summary>Finishes the encodings of one text or a pair: special tokens, type ids, trimmed offsets. Safe for several threads.</summary>
internal interface IPostProcessor
{
    /// <summary>Returns the parts in the order in which they are to be joined.</summary>
    IReadOnlyList<Encoding> Process(IReadOnlyList<Encoding> texts, bool addSpecialTokens);
}
