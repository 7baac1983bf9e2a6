using System.Text.Json;
using Heed.Models.Tokenizers;

namespace Heed.Models.Tests.Tokenizers;

/// <summary>Tokenizer files and results of other implementations; only what all of these agree on is compared.</summary>
public class GoldenTokenizerTests
{
    public static TheoryData<string> Names =>
    [
        "gpt2", "llama3-20k", "qwen-20k", "bert-uncased", "bert-cased", "roberta-template", "roberta-processing",
        "t5-unigram", "unigram-bytefallback", "albert-unigram", "llama2-bpe", "llama-metaspace",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_GoldenCases_AllFieldsMatch(string name)
    {
        var tokenizer = Tokenizer.Load(Goldens.Path("tokenizers", name, "tokenizer.json"));
        var failures = new List<string>();
        var compared = 0;
        foreach (var golden in Cases(name, "cases"))
        {
            var text = golden.GetProperty("text").GetString()!;
            var pair = golden.TryGetProperty("pair", out var second) ? second.GetString() : null;
            var special = golden.GetProperty("add_special_tokens").GetBoolean();
            var encoding = pair is null ? tokenizer.Encode(text, special) : tokenizer.Encode(text, pair, special);
            Compare("ids", Numbers(encoding.Ids));
            Compare("tokens", JsonSerialize(encoding.Tokens));
            Compare("token_type_ids", Numbers(encoding.TypeIds));
            Compare("offsets", JsonSerialize(encoding.Offsets.Select(
                (range, i) => InScalars(encoding.SequenceIds[i] == 1 ? pair! : text, range))));
            if (golden.TryGetProperty("ids", out var ids))
            {
                int[] given = [.. ids.EnumerateArray().Select(id => id.GetInt32())];
                Compare("decoded", JsonSerialize([tokenizer.Decode(given, skipSpecialTokens: false)])[1..^1]);
                Compare("decoded_skip_special", JsonSerialize([tokenizer.Decode(given)])[1..^1]);
            }

            void Compare(string field, string actual)
            {
                if (!golden.TryGetProperty(field, out var expected))
                {
                    return;
                }

                compared++;
                var want = Canonical(expected);
                if (want != actual)
                {
                    failures.Add(
                        $"{golden.GetProperty("id")} {field} of {golden.GetProperty("text").GetRawText()}: expected {want}; got {actual}");
                }
            }
        }

        Assert.True(compared > 500, $"only {compared} fields compared");
        Assert.True(failures.Count == 0, $"{failures.Count} of {compared} fields differ:\n{string.Join('\n', failures.Take(40))}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_GoldenCases_AtOnceAndStreamed(string name)
    {
        var tokenizer = Tokenizer.Load(Goldens.Path("tokenizers", name, "tokenizer.json"));
        var failures = new List<string>();
        foreach (var golden in Cases(name, "decode_cases"))
        {
            int[] ids = [.. golden.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
            foreach (var (field, skip) in new[] { ("decoded", false), ("decoded_skip_special", true) })
            {
                if (!golden.TryGetProperty(field, out var expected))
                {
                    continue;
                }

                var stream = tokenizer.Stream(skip);
                var streamed = string.Concat(ids.Select(stream.Append)) + stream.Finish();
                var atOnce = tokenizer.Decode(ids, skip);
                if (atOnce != expected.GetString() || streamed != atOnce)
                {
                    failures.Add(
                        $"{golden.GetProperty("id")} {field}: expected {expected.GetRawText()}; got '{atOnce}', streamed '{streamed}'");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    // Recorded from the tokenizers library 0.23.2.
    [Theory]
    [InlineData(" <mask>", 0, 7)]
    [InlineData("  <mask>", 2, 8)]
    [InlineData("\n\n<mask>", 2, 8)]
    [InlineData("  <both>  ", 2, 8)]
    public void Encode_SpacesAroundAddedToken_AreTrimmedUnlessTheyMayBeThePrefix(string text, int start, int end)
    {
        var tokenizer = Tokenizer.Load(Goldens.Path("tokenizers", "roberta-template", "tokenizer.json"));
        Assert.Equal((start, end), tokenizer.Encode(text, addSpecialTokens: false).Offsets.Single());
    }

    private static List<JsonElement> Cases(string name, string list)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Goldens.Path("tokenizers", name, "cases.json")));
        return [.. document.RootElement.GetProperty(list).EnumerateArray().Select(item => item.Clone())];
    }

    private static int[] InScalars(string text, (int Start, int End) range) => [Scalars(text, range.Start), Scalars(text, range.End)];

    private static int Scalars(string text, int end) => text.AsSpan(0, end).ToString().EnumerateRunes().Count();

    private static string Numbers(IEnumerable<int> values) => $"[{string.Join(',', values)}]";

    private static string JsonSerialize(IEnumerable<int[]> ranges) => $"[{string.Join(',', ranges.Select(Numbers))}]";

    private static string JsonSerialize(IEnumerable<string> texts) =>
        $"[{string.Join(',', texts.Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]";

    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.String => $"\"{JsonEncodedText.Encode(element.GetString()!)}\"",
        _ => element.GetRawText(),
    };
}
