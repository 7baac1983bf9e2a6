using System.Text.Json;

namespace Heed.Models.Tokenizers;

/// <summary>Reads the "model" of a tokenizer.json.</summary>
internal static class TokenModelReader
{
    public static ITokenModel Read(JsonPart model)
    {
        if (model.IsNull)
        {
            throw model.Error("expected the model (an object with type, vocab, …); the file has none");
        }

        // Old files leave the type out; their members tell it.
        var type = model["type"].IsNull
            ? model["merges"].IsNull ? "WordPiece" : "BPE"
            : model.Type();
        return type switch
        {
            "BPE" => ReadBytePair(model),
            "WordPiece" => ReadWordPiece(model),
            _ => throw model.NotSupported($"the model '{type}'", "BPE, WordPiece"),
        };
    }

    private static BytePairModel ReadBytePair(JsonPart model)
    {
        RequireOff(model, "byte_fallback", !model["byte_fallback"].Flag(false));
        RequireOff(model, "dropout", model["dropout"].IsNull || model["dropout"].Element.GetRawText() is "0" or "0.0");
        RequireOff(model, "continuing_subword_prefix", IsEmpty(model["continuing_subword_prefix"]));
        RequireOff(model, "end_of_word_suffix", IsEmpty(model["end_of_word_suffix"]));
        var vocabulary = ReadVocabulary(model["vocab"]);
        var unknown = model["unk_token"];
        return new BytePairModel(
            vocabulary,
            ReadMerges(model["merges"], vocabulary),
            unknown.IsNull ? null : IdOf(unknown, vocabulary),
            model["fuse_unk"].Flag(false),
            model["ignore_merges"].Flag(false));
    }

    private static WordPieceModel ReadWordPiece(JsonPart model)
    {
        var vocabulary = ReadVocabulary(model["vocab"]);
        var unknown = model["unk_token"];
        var prefix = model["continuing_subword_prefix"];
        var longest = model["max_input_chars_per_word"];
        return new WordPieceModel(
            vocabulary,
            (unknown.Text(), IdOf(unknown, vocabulary)),
            prefix.IsNull ? "##" : prefix.Text(),
            longest.IsNull ? 100 : longest.Number());
    }

    private static bool IsEmpty(JsonPart text) => text.IsNull || text.Text().Length == 0;

    private static void RequireOff(JsonPart model, string option, bool off)
    {
        if (!off)
        {
            throw model[option].Unsupported("this option of BPE is not supported; choose a tokenizer without it");
        }
    }

    private static Vocabulary ReadVocabulary(JsonPart vocab)
    {
        var vocabulary = new Vocabulary(vocab.Element.ValueKind == JsonValueKind.Object ? vocab.Element.GetPropertyCount() : 0);
        foreach (var (token, value) in vocab.Members())
        {
            var id = value.Number();
            if (!vocabulary.TryAdd(token, id))
            {
                throw vocabulary.TryGetToken(id, out var other) && other != token
                    ? vocab.Error($"the tokens '{other}' and '{token}' both have the id {id}")
                    : vocab.Error($"the token '{token}' is listed twice");
            }
        }

        return vocabulary;
    }

    private static int IdOf(JsonPart token, Vocabulary vocabulary) => vocabulary.TryGetId(token.Text(), out var id)
        ? id
        : throw token.Error($"the token '{token.Text()}' is not in the vocabulary");

    private static BytePairMerges ReadMerges(JsonPart list, Vocabulary vocabulary)
    {
        var merges = new BytePairMerges(list.Element.ValueKind == JsonValueKind.Array ? list.Element.GetArrayLength() : 0);
        var rank = 0;
        foreach (var item in list.Items())
        {
            var (left, right) = PairOf(item);
            merges.Add(Find(left), Find(right), rank++, Find(left + right));

            int Find(string token) => vocabulary.TryGetId(token, out var id)
                ? id
                : throw item.Error($"the merge of '{left}' and '{right}' needs the token '{token}', which is not in the vocabulary");
        }

        return merges;
    }

    // Older files write a merge as "left right", newer ones as ["left", "right"].
    private static (string Left, string Right) PairOf(JsonPart item)
    {
        var parts = item.Element.ValueKind == JsonValueKind.Array
            ? [.. item.Items().Select(part => part.Text())]
            : item.Text().Split(' ');
        return parts.Length == 2
            ? (parts[0], parts[1])
            : throw item.Error($"expected a merge of two tokens; got {item.Element.GetRawText()}");
    }
}
