namespace Heed.Models.Tokenizers;

/// <summary>
/// <c>&lt;s&gt; A &lt;/s&gt;</c>, and for pairs <c>&lt;s&gt; A &lt;/s&gt;&lt;/s&gt; B &lt;/s&gt;</c>; every type id is 0.
/// </summary>
/// <param name="cls">Begins the first text.</param>
/// <param name="sep">Ends each text, and begins the second.</param>
/// <param name="trimOffsets">Leave spaces out of offsets, as <see cref="ByteLevelPostProcessor"/> does.</param>
/// <param name="addPrefixSpace">Whether the pre-tokenizer put a space before the text.</param>
internal sealed class RobertaPostProcessor(
    (string Token, int Id) cls, (string Token, int Id) sep, bool trimOffsets, bool addPrefixSpace) : IPostProcessor
{
    public IReadOnlyList<Encoding> Process(IReadOnlyList<Encoding> texts, bool addSpecialTokens)
    {
        var parts = new List<Encoding>();
        for (var i = 0; i < texts.Count; i++)
        {
            var text = trimOffsets ? ByteLevelPostProcessor.Trim(texts[i], addPrefixSpace) : texts[i];
            AddSpecial(i == 0 ? cls : sep);
            parts.Add(text.WithTypeId(0));
            AddSpecial(sep);
        }

        return parts;

        void AddSpecial((string Token, int Id) special)
        {
            if (addSpecialTokens)
            {
                parts.Add(Encoding.Special([special.Id], [special.Token], 0));
            }
        }
    }
}
