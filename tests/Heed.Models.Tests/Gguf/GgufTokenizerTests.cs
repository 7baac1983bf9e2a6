using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Models.Chat;
using Heed.Models.Tokenizers;
using Heed.Models.Weights.Gguf;

namespace Heed.Models.Tests.Gguf;

/// <summary>Tokenizers of the references in the words of GGUF files, beside their tokenizer.json.</summary>
public class GgufTokenizerTests
{
    private const int Normal = 1, Control = 3, UserDefined = 4, Byte = 6;

    /// <summary>Name, tokenizer.ggml.model, tokenizer.ggml.pre.</summary>
    public static TheoryData<string, string, string> Names => new()
    {
        { "gpt2", "gpt2", "gpt-2" }, { "llama3-20k", "gpt2", "llama-bpe" }, { "qwen-20k", "gpt2", "qwen2" },
            { "llama2-bpe", "llama", "default" },
        { "bert-uncased", "bert", "jina-v2-en" }, { "bert-cased", "bert", "jina-v2-en" }, { "t5-unigram", "t5", "default" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GoldenVocabulary_GivesTheSameIds(string name, string model, string pre)
    {
        JsonObject json = Neutral(name);
        Tokenizer expected = Tokenizer.Read(name, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
        Tokenizer actual = Read(Metadata(json, model, pre));
        Assert.Equal(expected.VocabularySize, actual.VocabularySize);
        for (int id = 0; id < expected.VocabularySize; id++)
        {
            Assert.Equal(expected.IdToToken(id), actual.IdToToken(id));
            Assert.Equal(expected.IsSpecial(id), actual.IsSpecial(id));
        }
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(Goldens.Path("tokenizers", name, "cases.json")));
        string[] flagged = Flagged(name);
        var failures = new List<string>();
        int compared = 0, golden = 0;
        foreach (JsonElement one in cases.RootElement.GetProperty("cases").EnumerateArray())
        {
            string text = one.GetProperty("text").GetString()!;
            string? pair = one.TryGetProperty("pair", out JsonElement second) ? second.GetString() : null;
            bool special = one.GetProperty("add_special_tokens").GetBoolean();
            Encoding want = pair is null ? expected.Encode(text, special) : expected.Encode(text, pair, special);
            Encoding got = pair is null ? actual.Encode(text, special) : actual.Encode(text, pair, special);
            compared++;
            if (!want.Ids.SequenceEqual(got.Ids) || !want.TypeIds.SequenceEqual(got.TypeIds)
                || expected.Decode(want.Ids) != actual.Decode(want.Ids))
                failures.Add($"{text}: expected {string.Join(' ', want.Ids)}; got {string.Join(' ', got.Ids)}");
            // Where no token with rules that the format cannot hold comes in, the results of the original libraries hold as they are.
            if (!one.TryGetProperty("ids", out JsonElement ids)
                || flagged.Any(token => text.Contains(token) || (pair?.Contains(token) ?? false))) continue;
            golden++;
            if (!ids.EnumerateArray().Select(id => id.GetInt32()).SequenceEqual(got.Ids))
                failures.Add($"{text}: expected {ids}; got {string.Join(' ', got.Ids)}");
        }
        Assert.True(compared > 190 && golden > 100, $"{compared} and {golden} compared");
        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join('\n', failures.Take(20))}");
    }

    [Fact]
    public void Read_BytesAndMissingKeys_FollowTheFormat()
    {
        Tokenizer tokenizer = Read(GgufPieces.Small());
        Assert.Equal([1, 8], tokenizer.Encode("ab").Ids); // ▁a b would be two; the better score makes ▁ab
        // two spaces are a token of their own, and the text behind it begins anew
        Assert.Equal([1, 4, 3, 9, 4, 5], tokenizer.Encode("\n  a").Ids);
        Assert.Equal("ab", tokenizer.Decode([1, 8]));
        Assert.Equal([1, 8, 2], Read(GgufPieces.Small().With("tokenizer.ggml.add_eos_token", true)).Encode("ab").Ids);
        Assert.Equal([7], Read(GgufPieces.Small().With("tokenizer.ggml.add_bos_token", false).With("tokenizer.ggml.add_space_prefix", false))
            .Encode("ab").Ids);
    }

    [Fact]
    public void Read_NoTokenizer_IsNull()
    {
        Assert.Null(TokenizerOf(new GgufWriter(), 5));
        Assert.Null(TokenizerOf(new GgufWriter().With("tokenizer.ggml.model", "none"), 5));
    }

    [Theory]
    [InlineData("tokenizer.ggml.model", "rwkv", "tokenizer.ggml.model: Heed supports \"gpt2\", \"llama\", \"bert\", \"t5\"; got \"rwkv\"")]
    [InlineData("tokenizer.ggml.bos_token_id", 99, "tokenizer.ggml.bos_token_id: expected the id of one of 10 tokens; got 99")]
    [InlineData("tokenizer.ggml.unheard_of", true, "tokenizer.ggml.unheard_of: Heed does not know this key")]
    [InlineData("tokenizer.ggml.remove_extra_whitespaces", true, "tokenizer.ggml.remove_extra_whitespaces")]
    [InlineData("tokenizer.ggml.tokens", 1, "tokenizer.ggml.tokens: expected a list of texts; got 1")]
    [InlineData("tokenizer.ggml.scores", null, "'tokenizer.ggml.scores'; it is missing")]
    [InlineData("tokenizer.ggml.tokens", null, "'tokenizer.ggml.tokens'; it is missing")]
    [InlineData("tokenizer.ggml.bos_token_id", null, "'tokenizer.ggml.bos_token_id'; it is missing")]
    public void Read_BadValue_IsRefused(string key, object? value, string message)
    {
        GgufWriter writer = value is null ? GgufPieces.Small().Without(key) : GgufPieces.Small().With(key, value);
        Assert.Contains(message, Assert.Throws<HeedException>(() => TokenizerOf(writer, 10)).Message);
    }

    [Fact]
    public void Read_ListsThatDoNotFit_AreRefused()
    {
        Refused(GgufPieces.Small().With("tokenizer.ggml.scores", new float[9]),
            "tokenizer.ggml.scores: expected 10 values, one a token; got 9");
        Refused(GgufPieces.Small().With("tokenizer.ggml.token_type", new int[11]),
            "tokenizer.ggml.token_type: expected 10 values, one a token; got 11");
        Refused(GgufPieces.Small().With("tokenizer.ggml.token_type", Enumerable.Repeat(7, 10).ToArray()),
            "tokenizer.ggml.token_type: Heed supports numbers 0 … 6");
        Refused(GgufPieces.Small().With("tokenizer.ggml.scores", Enumerable.Repeat(float.NaN, 10).ToArray()),
            "tokenizer.ggml.scores: expected numbers");
        Refused(SmallBytes().With("tokenizer.ggml.merges", new[] { "a z" }),
            "the merge of 'a' and 'z' needs the token 'z', which is not in the vocabulary");
        Refused(SmallBytes().With("tokenizer.ggml.merges", new[] { "ab" }), "expected a merge of two tokens");
        Refused(SmallBytes().With("tokenizer.ggml.tokens", new[] { "a", "b", "a" }), "'a' is listed twice");
        Refused(SmallBytes().With("tokenizer.ggml.pre", "my-own"), "tokenizer.ggml.pre: Heed supports default, gpt-2");
        Refused(SmallBytes().Without("tokenizer.ggml.merges"), "'tokenizer.ggml.merges'; it is missing");
        Refused(SmallBytes(), "tokenizer.ggml.tokens: expected 4 tokens, as the embedding has rows; got 3", rows: 4);

        static void Refused(GgufWriter writer, string message, int? rows = null)
        {
            Assert.Contains(message, Assert.Throws<HeedException>(() => TokenizerOf(writer, rows ?? Count(writer))).Message);
        }
    }

    [Fact]
    public void ChatTemplate_OfTheMetadata_IsUsed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.gguf"), GgufPieces.Small()
            .With("tokenizer.chat_template", "{{ bos_token }}{% for m in messages %}[{{ m.content }}]{% endfor %}").ToBytes());
        ChatMessage[] messages = [new("user", "Hi")];
        Assert.Equal("<s>[Hi]", ChatTemplate.Load(folder.File("model.gguf")).Render(messages));
        Assert.Equal("<s>[Hi]", ChatTemplate.Load(folder.File(".")).Render(messages));
        File.WriteAllBytes(folder.File("model.gguf"), GgufPieces.Small().ToBytes());
        Assert.Null(ChatTemplate.TryLoad(folder.File("model.gguf")));
    }

    private static GgufWriter SmallBytes() => new GgufWriter()
        .With("tokenizer.ggml.model", "gpt2")
        .With("tokenizer.ggml.tokens", new[] { "a", "b", "ab" })
        .With("tokenizer.ggml.merges", new[] { "a b" });

    private static Tokenizer Read(GgufWriter writer) => TokenizerOf(writer, Count(writer))!;

    private static int Count(GgufWriter writer) => ((string[])writer.Metadata.Single(pair => pair.Key == "tokenizer.ggml.tokens").Value)
        .Length;

    private static Tokenizer? TokenizerOf(GgufWriter writer, int rows)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("tokenizer.gguf"), writer.ToBytes());
        using GgufFile file = GgufFile.Open(folder.File("tokenizer.gguf"));
        return GgufTokenizer.Read(file.Metadata, rows);
    }

    /// <summary>The tokenizer.json without the rules of added tokens that GGUF files have no place for.</summary>
    private static JsonObject Neutral(string name)
    {
        JsonObject json = Parse(name);
        foreach (JsonNode? token in json["added_tokens"]!.AsArray())
            foreach (string rule in new[] { "single_word", "lstrip", "rstrip", "normalized" }) token![rule] = false;
        return json;
    }

    private static string[] Flagged(string name)
        => [.. Parse(name)["added_tokens"]!.AsArray()
            .Where(token => new[] { "single_word", "lstrip", "rstrip", "normalized" }.Any(rule => token![rule]!.GetValue<bool>()))
            .Select(token => token!["content"]!.GetValue<string>())];

    private static JsonObject Parse(string name)
        => JsonNode.Parse(File.ReadAllBytes(Goldens.Path("tokenizers", name, "tokenizer.json")))!.AsObject();

    /// <summary>What llama.cpp's converter writes.</summary>
    private static GgufWriter Metadata(JsonObject json, string model, string pre)
    {
        JsonObject theirs = json["model"]!.AsObject();
        var tokens = new SortedDictionary<int, string>();
        var scores = new Dictionary<int, float>();
        if (theirs["vocab"] is JsonArray list)
            for (int id = 0; id < list.Count; id++) (tokens[id], scores[id]) = (list[id]![0]!.GetValue<string>(),
                (float)list[id]![1]!.GetValue<double>());
        else
            foreach ((string token, JsonNode? id) in theirs["vocab"]!.AsObject()) tokens[id!.GetValue<int>()] = token;
        var types = tokens.Keys.ToDictionary(id => id, id => tokens[id].StartsWith("<0x", StringComparison.Ordinal)
            && tokens[id].Length == 6 ? Byte : Normal);
        foreach (JsonNode? added in json["added_tokens"]!.AsArray())
        {
            int id = added!["id"]!.GetValue<int>();
            tokens[id] = added["content"]!.GetValue<string>();
            types[id] = added["special"]!.GetValue<bool>() ? Control : UserDefined;
            scores.TryAdd(id, -1000);
        }
        Assert.Equal(Enumerable.Range(0, tokens.Count), tokens.Keys);
        var writer = new GgufWriter().With("tokenizer.ggml.model", model).With("tokenizer.ggml.pre", pre);
        if (model == "bert")
            foreach (int id in tokens.Keys.Where(id => types[id] == Normal).ToArray())
                tokens[id] = tokens[id].StartsWith("##", StringComparison.Ordinal) ? tokens[id][2..] : "▁" + tokens[id];
        if (model == "gpt2")
            writer.With("tokenizer.ggml.merges", theirs["merges"]!.AsArray()
                .Select(merge => merge is JsonArray pair ? $"{pair[0]} {pair[1]}" : merge!.GetValue<string>()).ToArray());
        // A piece's score is minus the rank of its first merge, as training gives them.
        if (model == "llama") Scores(theirs, tokens, scores);
        if (model is "llama" or "t5") writer.With("tokenizer.ggml.scores", tokens.Keys.Select(id => scores[id]).ToArray());
        if (model == "t5")
            writer.With("tokenizer.ggml.add_space_prefix", true).With("tokenizer.ggml.remove_extra_whitespaces", true)
                .With("tokenizer.ggml.precompiled_charsmap",
                    Array.ConvertAll(Convert.FromBase64String(json["normalizer"]!["precompiled_charsmap"]!.GetValue<string>()), b
                    => (sbyte)b));
        Special("bos", "<s>", "<|begin_of_text|>");
        Special("eos", "</s>", "<|eot_id|>", "<|im_end|>", "<|endoftext|>");
        Special("unknown", "<unk>", "[UNK]");
        Special("cls", "[CLS]");
        Special("seperator", "[SEP]");
        return writer.With("tokenizer.ggml.tokens", tokens.Values.ToArray())
            .With("tokenizer.ggml.token_type", tokens.Keys.Select(id => types[id]).ToArray());

        void Special(string key, params string[] names)
        {
            foreach ((int id, string token) in tokens)
                if (names.Contains(token)) writer.With($"tokenizer.ggml.{key}_token_id", (uint)id);
        }
    }

    private static void Scores(JsonObject model, SortedDictionary<int, string> tokens, Dictionary<int, float> scores)
    {
        var ids = tokens.ToDictionary(pair => pair.Value, pair => pair.Key);
        foreach (int id in tokens.Keys) scores[id] = -1e6f;
        JsonArray merges = model["merges"]!.AsArray();
        for (int rank = merges.Count - 1; rank >= 0; rank--)
        {
            string merged = merges[rank] is JsonArray pair ? $"{pair[0]}{pair[1]}" : merges[rank]!.GetValue<string>().Replace(" ", "");
            scores[ids[merged]] = -rank;
        }
    }
}
