namespace Heed.Models.Tokenizers;

/// <summary>Leaves the spaces at the edges of byte-level tokens out of their offsets, where asked to.</summary>
/// <param name="trimOffsets">Whether to.</param>
/// <param name="addPrefixSpace">
/// The pre-tokenizer put a space before the text: the first leading space of a token at the start is then none of the input.
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
        var keepsFirst = leading > 0 && addPrefixSpace && (i == 0 || text.Offsets[i].Start == 0);
        return (keepsFirst ? leading - 1 : leading, trailing);
    });

    // A token of the vocabulary writes the space as its stand-in, an added token as it is in the text.
    private static bool IsSpace(char unit) => unit == ByteAlphabet.Space || char.IsWhiteSpace(unit);
}
