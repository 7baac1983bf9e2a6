namespace Heed.Models.Tokenizers;

/// <summary>Lays texts and special tokens out as a template says, for example <c>[CLS] A [SEP] B [SEP]</c>, and gives type ids.</summary>
internal sealed class TemplatePostProcessor(IReadOnlyList<TemplatePiece> single, IReadOnlyList<TemplatePiece> pair) : IPostProcessor
{
    public IReadOnlyList<Encoding> Process(IReadOnlyList<Encoding> texts, bool addSpecialTokens)
    {
        var parts = new List<Encoding>();
        foreach (var piece in texts.Count == 1 ? single : pair)
        {
            if (piece.Sequence >= 0)
            {
                parts.Add(texts[piece.Sequence].WithTypeId(piece.TypeId));
            }
            else if (addSpecialTokens)
            {
                parts.Add(Encoding.Special(piece.Ids, piece.Tokens, piece.TypeId));
            }
        }

        return parts;
    }
}
