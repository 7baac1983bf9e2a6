namespace Heed.Models.Tokenizers;

/// <summary>Reads the "post_processor" of a tokenizer.json.</summary>
internal static class PostProcessorReader
{
    /// <param name="part">The post-processor; may be absent.</param>
    /// <param name="isKnown">Whether an id belongs to a token.</param>
    public static IPostProcessor? Read(JsonPart part, Func<int, bool> isKnown) => part.IsNull ? null : part.Type() switch
    {
        "ByteLevel" => new ByteLevelPostProcessor(part["trim_offsets"].Flag(true), part["add_prefix_space"].Flag(true)),
        "BertProcessing" => new BertPostProcessor(ReadSpecial(part["cls"], isKnown), ReadSpecial(part["sep"], isKnown)),
        "RobertaProcessing" => new RobertaPostProcessor(
            ReadSpecial(part["cls"], isKnown),
            ReadSpecial(part["sep"], isKnown),
            part["trim_offsets"].Flag(true),
            part["add_prefix_space"].Flag(true)),
        "TemplateProcessing" => ReadTemplate(part, isKnown),
        "Sequence" => new SequencePostProcessor([.. part["processors"].Parts().Select(item => Read(item, isKnown)!)]),
        var type => throw part.NotSupported(
            $"the post-processor '{type}'", "ByteLevel, TemplateProcessing, BertProcessing, RobertaProcessing, Sequence"),
    };

    private static TemplatePostProcessor ReadTemplate(JsonPart part, Func<int, bool> isKnown)
    {
        var specials = new Dictionary<string, (int[] Ids, string[] Tokens)>(StringComparer.Ordinal);
        foreach (var (name, special) in part["special_tokens"].Members())
        {
            int[] ids = [.. special["ids"].Items().Select(id => CheckKnown(id, isKnown))];
            string[] tokens = [.. special["tokens"].Items().Select(token => token.Text())];
            specials[name] = ids.Length == tokens.Length
                ? (ids, tokens)
                : throw special.Error($"expected as many tokens as ids; got {tokens.Length} and {ids.Length}");
        }

        return new TemplatePostProcessor(
            ReadPieces(part["single"], specials, sequences: 1), ReadPieces(part["pair"], specials, sequences: 2));
    }

    // Written as ["[SEP]", 102].
    private static (string Token, int Id) ReadSpecial(JsonPart pair, Func<int, bool> isKnown)
    {
        JsonPart[] items = [.. pair.Items()];
        return items.Length == 2
            ? (items[0].Text(), CheckKnown(items[1], isKnown))
            : throw pair.Error($"expected a token and its id; got {items.Length} items");
    }

    private static int CheckKnown(JsonPart id, Func<int, bool> isKnown) =>
        isKnown(id.Number()) ? id.Number() : throw id.Error($"no token has the id {id.Number()}");

    private static List<TemplatePiece> ReadPieces(
        JsonPart pieces, Dictionary<string, (int[] Ids, string[] Tokens)> specials, int sequences)
    {
        var read = new List<TemplatePiece>();
        foreach (var piece in pieces.Items())
        {
            var special = piece["SpecialToken"];
            var body = special.IsNull ? piece["Sequence"] : special;
            var (name, typeId) = (body["id"].Text(), body["type_id"].Number());
            if (!special.IsNull)
            {
                read.Add(specials.TryGetValue(name, out var token)
                    ? new TemplatePiece(-1, token.Ids, token.Tokens, typeId)
                    : throw special.Error($"the special token '{name}' is not among the template's special_tokens"));
                continue;
            }

            var sequence = name switch { "A" => 0, "B" => 1, _ => throw body.Error($"expected the sequence A or B; got '{name}'") };
            read.Add(sequence < sequences
                ? new TemplatePiece(sequence, [], [], typeId)
                : throw body.Error("sequence B belongs in the template of a pair"));
        }

        return read;
    }
}
