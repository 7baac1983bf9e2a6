using Heed.Models.Tokenizers;

namespace Heed.Models.Tests.Tokenizers;

/// <summary>Every kind of part by itself, in a file that has no other. Expected results recorded from the tokenizers library 0.23.2.</summary>
public class TokenizerPartsTests
{
    private const string Words = """{"type":"WordLevel","vocab":{"<unk>":0,"a":1},"unk_token":"<unk>"}""";

    [Theory]
    [InlineData("""{"type":"NFKC"}""", "ﬁ①½ｶﾞ", "fi11⁄2ガ")]
    [InlineData("""{"type":"NFKD"}""", "é한", "e\u0301\u1112\u1161\u11AB")]
    [InlineData("""{"type":"StripAccents"}""", "e\u0301a\u20DDक\u093E", "eaक")]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":false}""", " \ta ", "a ")]
    [InlineData("""{"type":"Strip","strip_left":false,"strip_right":true}""", " a \n", " a")]
    [InlineData("""{"type":"Nmt"}""", "a\u0001\tb\u200B\u00A0c", "a b \u00A0c")]
    [InlineData("""{"type":"Prepend","prepend":"x"}""", "a", "xa")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"\\s+"},"content":"_"}""", "a \n b", "a_b")]
    [InlineData("""{"type":"Replace","pattern":{"String":"aa"},"content":"b"}""", "aaa", "ba")]
    [InlineData("""{"type":"ByteLevel"}""", "é ", "Ã©Ġ")]
    public void Normalize_EachKind_AsTheLibrary(string normalizer, string text, string expected)
    {
        // A word level file without splitting shows the normalized text as its one token.
        var tokenizer = Load($$$"""{"normalizer":{{{normalizer}}},"model":{"type":"WordLevel","vocab":{"{{{expected.Replace("\n", "\\n")}}}":0},"unk_token":"?"} }""");
        Assert.Equal([0], tokenizer.Encode(text).Ids);
    }

    [Theory]
    [InlineData("""{"type":"Whitespace"}""", "ab, c_1!?", "ab|,|c_1|!?")]
    [InlineData("""{"type":"WhitespaceSplit"}""", " ab,\tc ", "ab,|c")]
    [InlineData("""{"type":"CharDelimiterSplit","delimiter":"-"}""", "a--b-", "a|b")]
    [InlineData("""{"type":"Punctuation"}""", "a,b$¿", "a|,|b|$|¿")]
    [InlineData("""{"type":"Punctuation","behavior":"Contiguous"}""", "a,,b", "a|,,|b")]
    [InlineData("""{"type":"Digits","individual_digits":true}""", "a12²b", "a|1|2|²|b")]
    [InlineData("""{"type":"Digits"}""", "a12²b", "a|12²|b")]
    [InlineData("""{"type":"UnicodeScripts"}""", " どこで生れ。Yes", "どこで生れ|。|Yes")]
    [InlineData("""{"type":"Metaspace","split":false}""", "a b", "a b")]
    [InlineData("""{"type":"Metaspace"}""", "a  b", "a| | b")]
    [InlineData("""{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious"}""", "a b c", "a |b |c")]
    public void Split_EachKind_AsTheLibrary(string preTokenizer, string text, string expected)
    {
        var encoding = Load($$"""{"pre_tokenizer":{{preTokenizer}},"model":{{Words}} }""").Encode(text);
        Assert.Equal(expected, string.Join('|', encoding.Offsets.Select(range => text[range.Start..range.End])));
    }

    [Theory]
    [InlineData("""{"type":"Metaspace"}""", "▁a▁|▁b", "a b")]
    [InlineData("""{"type":"Metaspace","prepend_scheme":"never"}""", "▁a|▁b", " a b")]
    [InlineData("""{"type":"BPEDecoder"}""", "a|b</w>|c</w>", "ab c")]
    [InlineData("""{"type":"ByteFallback"}""", "a|<0xC3>|<0xA9>|b|<0xC3>|<0xC3>", "aéb\uFFFD\uFFFD")]
    [InlineData("""{"type":"CTC"}""", "a|a|<pad>|a|\u007C|b", "aa b")]
    [InlineData("""{"type":"Replace","pattern":{"String":"▁"},"content":" "}""", "▁a|b▁", " ab ")]
    [InlineData("""{"type":"Strip","content":" ","start":1,"stop":1}""", "  a |  | b", " ab")]
    [InlineData("""{"type":"Sequence","decoders":[{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":1}]}""", "  a |  | b ", " a    b")]
    [InlineData("""{"type":"Sequence","decoders":[{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Replace","pattern":{"String":"ab"},"content":"c"}]}""", "a|b", "c")]
    public void Decode_EachKind_AtOnceAndStreamed(string decoder, string tokens, string expected)
    {
        // CTC's delimiter is the separator here; its token is written as an escape in the vocabulary only.
        string[] all = decoder.Contains("CTC") ? ["a", "a", "<pad>", "a", "|", "b"] : tokens.Split('|');
        string[] distinct = [.. all.Distinct()];
        var vocab = string.Join(',', distinct.Select((token, id) => $"\"{token}\":{id}"));
        var tokenizer = Load($$$"""{"decoder":{{{decoder}}},"model":{"type":"WordLevel","vocab":{{{{vocab}}}},"unk_token":"?"} }""");
        int[] ids = [.. all.Select(token => Array.IndexOf(distinct, token))];
        Assert.Equal(expected, tokenizer.Decode(ids));
        var stream = tokenizer.Stream();
        Assert.Equal(expected, string.Concat(ids.Select(stream.Append)) + stream.Finish());
    }

    [Fact]
    public void Encode_WordsWithAffixes_MergeAsWritten()
    {
        var suffix = Load("""{"model":{"type":"BPE","vocab":{"a":0,"b":1,"b</w>":2,"ab</w>":3,"a</w>":4},"merges":["a b</w>"],"end_of_word_suffix":"</w>"} }""");
        Assert.Equal([0, 1, 3], suffix.Encode("abab").Ids);
        Assert.Equal([(0, 1), (1, 2), (2, 4)], suffix.Encode("abab").Offsets);
        var prefix = Load("""{"model":{"type":"BPE","vocab":{"a":0,"##b":1,"ab":2,"##a":3},"merges":["a ##b"],"continuing_subword_prefix":"##"} }""");
        Assert.Equal([2, 3, 1], prefix.Encode("abab").Ids);
    }

    [Fact]
    public void Encode_Unigram_TakesTheBestPathAndFusesTheUnknown()
    {
        var tokenizer = Load("""{"model":{"type":"Unigram","vocab":[["<unk>",0],["a",-1],["b",-1],["ab",-1.5],["aba",-9]],"unk_id":0} }""");
        var encoding = tokenizer.Encode("abaxyb");
        Assert.Equal([3, 1, 0, 2], encoding.Ids);
        Assert.Equal(["ab", "a", "xy", "b"], encoding.Tokens);
        Assert.Equal([(0, 2), (2, 3), (3, 5), (5, 6)], encoding.Offsets);
    }

    [Fact]
    public void Encode_LongWordCutAtSeams_GivesTheSameTokens()
    {
        // Pieces short enough to be merged whole, and all of them in one word, which is cut where the vocabulary has no such neighbours.
        var tokenizer = Load(
            """{"model":{"type":"BPE","vocab":{"?":0,"_":1,"a":2,"b":3,"ab":4,"_a":5,"_ab":6,"__":7},"merges":["a b","_ ab","_ _","_ a"],"unk_token":"?","fuse_unk":true} }""");
        string[] pieces = ["_ab", "_aab", "__ab", "_xya", "_b", "_abba"];
        var random = new Random(2);
        string[] drawn = [.. Enumerable.Range(0, 200).Select(_ => pieces[random.Next(pieces.Length)])];
        Assert.Equal(drawn.SelectMany(piece => tokenizer.Encode(piece).Ids), tokenizer.Encode(string.Concat(drawn)).Ids);
    }

    [Fact]
    public void Encode_UnknownWithoutUnknownToken_SaysWhichText()
    {
        Assert.Contains("'x'", Assert.Throws<HeedException>(() => Load("""{"model":{"type":"Unigram","vocab":[["a",0]]} }""").Encode("ax")).Message);
        Assert.Contains("'x'", Assert.Throws<HeedException>(() => Load("""{"model":{"type":"WordLevel","vocab":{"a":0} } }""").Encode("x")).Message);
    }

    [Fact]
    public void Load_BatchSettings_AreHandedOn()
    {
        var tokenizer = Load(
            $$$"""
            {"truncation":{"direction":"Left","max_length":128,"strategy":"OnlyFirst","stride":2},
             "padding":{"strategy":{"Fixed":8},"direction":"Right","pad_to_multiple_of":null,"pad_id":1,"pad_type_id":0,"pad_token":"a"},
             "model":{{{Words}}} }
            """);
        Assert.Equal(new TruncationSettings(128, 2, TruncationStrategy.OnlyFirst, FromLeft: true), tokenizer.Truncation);
        Assert.Equal(new PaddingSettings(8, null, 1, 0, "a", OnLeft: false), tokenizer.Padding);
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama3-20k")]
    public void Encode_RandomText_DecodesToItselfAndOffsetsCoverIt(string name)
    {
        var tokenizer = Tokenizer.Load(Goldens.Path("tokenizers", name, "tokenizer.json"));
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => char.ConvertFromUtf32(
                random.Next(4) switch { 0 => random.Next(0x20, 0x7F), 1 => random.Next(1, 0x250), 2 => random.Next(0x370, 0xD800), _ => random.Next(0x1F300, 0x1FA00) })));
            var encoding = tokenizer.Encode(text, addSpecialTokens: false);
            Assert.Equal(text, tokenizer.Decode(encoding.Ids, skipSpecialTokens: false));
            var end = 0;
            foreach (var range in encoding.Offsets)
            {
                // Tokens that share a character begin where it does.
                Assert.True(range.Start <= end && range.End >= end, $"'{text}': {range} after {end}");
                end = range.End;
            }

            Assert.Equal(text.Length, end);
        }
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("bert-uncased")]
    [InlineData("t5-unigram")]
    [InlineData("llama2-bpe")]
    public void Encode_LongWord_EndsSoon(string name)
    {
        var tokenizer = Tokenizer.Load(Goldens.Path("tokenizers", name, "tokenizer.json"));
        var random = new Random(1);
        var word = string.Create(300_000, random, (letters, draws) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = (char)('a' + draws.Next(26));
            }
        });

        // Quadratic time would be minutes.
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(tokenizer.Encode(word).Ids);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    private static Tokenizer Load(string json) => Tokenizer.Read("test", System.Text.Encoding.UTF8.GetBytes(json));
}
