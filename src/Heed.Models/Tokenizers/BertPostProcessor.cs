namespace Heed.Models.Tokenizers;

/// <summary><c>[CLS] A [SEP]</c>, and for pairs <c>[CLS] A [SEP] B [SEP]</c> with type 1 from B on.</summary>
internal sealed class BertPostProcessor((string Token, int Id) cls, (string Token, int Id) sep) : IPostProcessor
{
    public IReadOnlyList<Encoding> Process(IReadOnlyList<Encoding> texts, bool addSpecialTokens)
    {
        if (!addSpecialTokens)
        {
            return texts;
        }

        var parts = new List<Encoding> { Encoding.Special([cls.Id], [cls.Token], 0) };
        for (var i = 0; i < texts.Count; i++)
        {
            parts.Add(texts[i].WithTypeId(i));
            parts.Add(Encoding.Special([sep.Id], [sep.Token], i));
        }

        return parts;
    }
}
