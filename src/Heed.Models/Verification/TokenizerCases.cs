using Heed.Models.Tokenizers;

namespace Heed.Models.Verification;

/// <summary>Texts a tokenizer was given by other libraries, and what all of them made of it; what they disagree on is not compared.</summary>
/// <param name="folder">The folder, with the tokenizer.json beside.</param>
/// <param name="list">Its cases.json.</param>
internal sealed class TokenizerCases(string folder, JsonPart list) : ICaseSource
{
    public IEnumerable<VerificationCase> Cases()
    {
        var tokenizer = new Lazy<Tokenizer>(Load);
        foreach (JsonPart item in list["cases"].Items().Where(HasIds))
            yield return new VerificationCase(Name(item), () => Encode(tokenizer.Value, item));
        foreach (JsonPart item in DecodeCases().Where(HasText))
            yield return new VerificationCase(Name(item), () => Decode(tokenizer.Value, item));
    }

    public int Disputed => list["cases"].Items().Count(item => !HasIds(item)) + DecodeCases().Count(item => !HasText(item));

    private IEnumerable<JsonPart> DecodeCases() => list["decode_cases"].IsNull ? [] : list["decode_cases"].Items();

    // A field on which the references disagree is not there; without the ids the others mean nothing.
    private static bool HasIds(JsonPart item) => !item["ids"].IsNull;

    private static bool HasText(JsonPart item) => !item["decoded"].IsNull || !item["decoded_skip_special"].IsNull;

    // "gpt2/001" in the folder gpt2 is case 001.
    private static string Name(JsonPart item) => item["id"].Text().Split('/', 2)[^1];

    private Tokenizer Load()
    {
        string file = Path.Combine(folder, "tokenizer.json");
        if (!File.Exists(file)) throw new HeedException($"{file}: there is no such file; expected the tokenizer of the cases beside it.");
        return Tokenizer.Load(file);
    }

    private static Outcome Encode(Tokenizer tokenizer, JsonPart item)
    {
        string text = item["text"].Text();
        string? pair = item["pair"].IsNull ? null : item["pair"].Text();
        bool special = item["add_special_tokens"].Flag(true);
        Encoding encoding = pair is null ? tokenizer.Encode(text, special) : tokenizer.Encode(text, pair, special);
        int[] ids = item["ids"].Numbers();
        var comparison = new Comparison();
        comparison.Same<int>("ids", ids, encoding.Ids);
        if (!item["tokens"].IsNull) comparison.Same<string>("tokens", [.. item["tokens"].Items().Select(token => token.Text())], encoding.Tokens);
        if (!item["token_type_ids"].IsNull) comparison.Same<int>("token_type_ids", item["token_type_ids"].Numbers(), encoding.TypeIds);
        if (!item["attention_mask"].IsNull) comparison.Same<int>("attention_mask", item["attention_mask"].Numbers(), [.. Enumerable.Repeat(1, encoding.Ids.Length)]);
        if (!item["offsets"].IsNull)
        {
            (int, int)[] actual = [.. encoding.Offsets.Select((range, i) => InScalars(encoding.SequenceIds[i] == 1 ? pair! : text, range))];
            comparison.Same<(int, int)>("offsets", [.. item["offsets"].Items().Select(Range)], actual);
        }
        CompareDecoded(comparison, tokenizer, item, ids);
        return comparison.Outcome();
    }

    private static Outcome Decode(Tokenizer tokenizer, JsonPart item)
    {
        var comparison = new Comparison();
        CompareDecoded(comparison, tokenizer, item, item["ids"].Numbers());
        return comparison.Outcome();
    }

    private static void CompareDecoded(Comparison comparison, Tokenizer tokenizer, JsonPart item, int[] ids)
    {
        foreach ((string field, bool skipSpecial) in (ReadOnlySpan<(string, bool)>)[("decoded", false), ("decoded_skip_special", true)])
        {
            if (item[field].IsNull) continue;
            string expected = item[field].Text();
            comparison.Same(field, expected, tokenizer.Decode(ids, skipSpecial));
            TokenStream stream = tokenizer.Stream(skipSpecial);
            comparison.Same($"{field}, streamed", expected, string.Concat(ids.Select(stream.Append)) + stream.Finish());
        }
    }

    private static (int, int) Range(JsonPart part) => part.Numbers() is [int start, int end] ? (start, end) : throw part.Error("expected two numbers");

    // References count Unicode scalar values, Heed UTF-16 units.
    private static (int, int) InScalars(string text, (int Start, int End) range) => (Scalars(text, range.Start), Scalars(text, range.End));

    private static int Scalars(string text, int end)
    {
        int count = 0;
        foreach (System.Text.Rune _ in text.AsSpan(0, end).EnumerateRunes()) count++;
        return count;
    }
}
