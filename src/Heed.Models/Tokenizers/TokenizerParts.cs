namespace Heed.Models.Tokenizers;

/// <summary>The steps of a tokenizer, as read from its file.</summary>
/// <param name="Normalizer">Rewrites the text; null: it stays as it is.</param>
/// <param name="PreTokenizer">Splits it into words; null: it stays one word.</param>
/// <param name="Model">Turns words into tokens.</param>
/// <param name="PostProcessor">Adds special tokens; null: none are added.</param>
/// <param name="Decoder">Turns tokens back into text.</param>
/// <param name="AddedTokens">The tokens sought in the text itself.</param>
/// <param name="Truncation">How the file would cut long texts; null: not at all.</param>
/// <param name="Padding">How it would fill short ones; null: not at all.</param>
/// <param name="Json">The whole file.</param>
internal sealed record TokenizerParts(
    INormalizer? Normalizer,
    IPreTokenizer? PreTokenizer,
    ITokenModel Model,
    IPostProcessor? PostProcessor,
    IDecoder Decoder,
    IReadOnlyList<AddedToken> AddedTokens,
    TruncationSettings? Truncation,
    PaddingSettings? Padding,
    byte[] Json);
