namespace Heed.Models.Tokenizers;

/// <summary>Leaves the spaces at the edges of byte-level tokens out of their offsets, where asked to.</summary>
/// <param name="trimOffsets">Whether to.</param>
/// <param name="addPrefixSpace">
/// The pre-tokenizer put a space before the text: a single leading space of a token at the start stays in the offsets.
/// </param>
internal sealed class ByteLevelPostProcessor(bool trimOffsets, bool addPrefixSpace) : IPostProcessor
{
    public IReadOnlyList<Encoding> Process(IReadOnlyList<Encoding> texts, bool addSpecialTokens) =>
        trimOffsets ? [.. texts.Select(text => Trim(text, addPrefixSpace))] : texts;

    internal static Encoding Trim(Encoding text, bool addPrefixSpace) => text.WithTrimmedOffsets(i =>
    {
        var token = text.Tokens[i];
        var leading = token.TakeWhile(IsSpace).Count();
        var trailing = token.Reverse().TakeWhile(IsSpace).Count();

        // One space at the start may be the added one, which is none of the input; several cannot be.
        var isAdded = leading == 1 && addPrefixSpace && (i == 0 || text.Offsets[i].Start == 0);
        return (isAdded ? 0 : leading, trailing);
    });

    // A token of the vocabulary writes the space as its stand-in, an added token as it is in the text.
    private static bool IsSpace(char unit) => unit == ByteAlphabet.Space || char.IsWhiteSpace(unit);
}
