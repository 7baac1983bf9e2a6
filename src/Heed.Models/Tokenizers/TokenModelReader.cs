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
            ? !model["merges"].IsNull ? "BPE"
            : model["vocab"].Element.ValueKind == JsonValueKind.Array ? "Unigram" : "WordPiece"
            : model.Type();
        return type switch
        {
            "BPE" => ReadBytePair(model),
            "WordPiece" => ReadWordPiece(model),
            "Unigram" => ReadUnigram(model),
            "WordLevel" => new WordLevelModel(
                ReadVocabulary(model["vocab"]), model["unk_token"].IsNull ? "<unk>" : model["unk_token"].Text()),
            _ => throw model.NotSupported($"the model '{type}'", "BPE, WordPiece, Unigram, WordLevel"),
        };
    }

    private static BytePairModel ReadBytePair(JsonPart model)
    {
        if (!model["dropout"].IsNull && model["dropout"].Element.GetRawText() is not ("0" or "0.0"))
        {
            throw model["dropout"].Unsupported("random merges (BPE dropout) are not supported; set it to null");
        }

        var vocabulary = ReadVocabulary(model["vocab"]);
        var unknown = model["unk_token"];
        var affixes = new BytePairAffixes(TextOrEmpty(model["continuing_subword_prefix"]), TextOrEmpty(model["end_of_word_suffix"]));
        return new BytePairModel(
            vocabulary,
            ReadMerges(model["merges"], vocabulary, affixes.Prefix),
            unknown.IsNull ? null : IdOf(unknown, vocabulary),
            model["fuse_unk"].Flag(false),
            model["ignore_merges"].Flag(false),
            model["byte_fallback"].Flag(false) ? new ByteTokens(vocabulary) : null,
            affixes is { Prefix: "", Suffix: "" } ? null : affixes);
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

    private static UnigramModel ReadUnigram(JsonPart model)
    {
        var vocab = model["vocab"];
        var vocabulary = new Vocabulary(vocab.Element.ValueKind == JsonValueKind.Array ? vocab.Element.GetArrayLength() : 0);
        var scores = new List<double>();
        foreach (var item in vocab.Items())
        {
            JsonPart[] pair = [.. item.Items()];
            if (pair.Length != 2)
            {
                throw item.Error($"expected a token and its score; got {pair.Length} items");
            }

            if (!vocabulary.TryAdd(pair[0].Text(), scores.Count))
            {
                throw item.Error($"the token '{pair[0].Text()}' is listed twice");
            }

            var score = pair[1].Element;
            scores.Add(score.ValueKind == JsonValueKind.Number && score.TryGetDouble(out var value) && double.IsFinite(value)
                ? value
                : throw pair[1].Error($"expected a score, a finite number; got {(pair[1].IsNull ? "nothing" : score.GetRawText())}"));
        }

        var unknown = model["unk_id"];
        int? unknownId = unknown.IsNull ? null : unknown.Number();
        return unknownId is null || unknownId < scores.Count
            ? new UnigramModel(
                vocabulary, [.. scores], unknownId, model["byte_fallback"].Flag(false) ? new ByteTokens(vocabulary) : null)
            : throw unknown.Error($"expected the id of one of {scores.Count} tokens; got {unknownId}");
    }

    private static string TextOrEmpty(JsonPart text) => text.IsNull ? "" : text.Text();

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

    private static BytePairMerges ReadMerges(JsonPart list, Vocabulary vocabulary, string prefix)
    {
        var merges = new BytePairMerges(list.Element.ValueKind == JsonValueKind.Array ? list.Element.GetArrayLength() : 0);
        var rank = 0;
        foreach (var item in list.Items())
        {
            var (left, right) = PairOf(item);
            if (right.Length < prefix.Length)
            {
                throw item.Error($"expected a merge whose second token begins with '{prefix}'; got '{right}'");
            }

            merges.Add(Find(left), Find(right), rank++, Find(left + right[prefix.Length..]));

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
