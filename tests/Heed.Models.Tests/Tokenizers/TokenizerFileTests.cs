using Heed.Models.Tokenizers;

namespace Heed.Models.Tests.Tokenizers;

public class TokenizerFileTests
{
    private const string Model = """{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]}""";

    [Fact]
    public void Load_MissingFile_SaysSo() =>
        Assert.Contains("no such file", Assert.Throws<HeedException>(() => Tokenizer.Load("nowhere/tokenizer.json")).Message);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "the file: expected an object; got Array")]
    [InlineData("{}", "model: expected the model")]
    [InlineData("""{"model":null}""", "model: expected the model")]
    [InlineData("""{"model":5}""", "model: expected an object; got Number")]
    [InlineData("""{"model":{"type":"Char","vocab":[]}}""", "the model 'Char' is not supported; expected one of BPE, WordPiece, Unigram, WordLevel")]
    [InlineData("""{"model":{"type":"Unigram","vocab":{}}}""", "model.vocab: expected an array; got Object")]
    [InlineData("""{"model":{"type":"Unigram","vocab":[["a"]]}}""", "model.vocab[0]: expected a token and its score; got 1 items")]
    [InlineData("""{"model":{"type":"Unigram","vocab":[["a","b"]]}}""", "model.vocab[0][1]: expected a score, a finite number")]
    [InlineData("""{"model":{"type":"Unigram","vocab":[["a",0],["a",0]]}}""", "model.vocab[1]: the token 'a' is listed twice")]
    [InlineData("""{"model":{"type":"Unigram","vocab":[["a",0]],"unk_id":1}}""", "model.unk_id: expected the id of one of 1 tokens; got 1")]
    [InlineData("""{"model":{"type":"Unigram","vocab":[["a",0]],"unk_id":-1}}""", "model.unk_id: expected a whole number")]
    [InlineData("""{"model":{"type":"WordLevel","vocab":[]}}""", "model.vocab: expected an object; got Array")]
    [InlineData("""{"model":{"type":"BPE"}}""", "model.vocab: expected an object; got nothing")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0}}}""", "model.merges: expected an array; got nothing")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":-1},"merges":[]}}""", "model.vocab.a: expected a whole number")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":"0"},"merges":[]}}""", "model.vocab.a: expected a whole number")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":2147483647},"merges":[]}}""", "model.vocab.a: expected a whole number")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0,"b":0},"merges":[]}}""", "the tokens 'a' and 'b' both have the id 0")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0,"a":1},"merges":[]}}""", "the token 'a' is listed twice")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"\ud800":0},"merges":[]}}""", "half a character")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a x"]}}""", "model.merges[0]: the merge of 'a' and 'x' needs the token 'x'")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a a"]}}""", "needs the token 'aa'")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a"]}}""", "expected a merge of two tokens")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[["a","a","a"]]}}""", "expected a merge of two tokens")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[7]}}""", "expected a string; got Number")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"byte_fallback":1}}""", "model.byte_fallback: expected true or false")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"dropout":0.1}}""", "model.dropout: random merges")]
    [InlineData(
        """{"model":{"type":"BPE","vocab":{"a":0},"merges":["a a"],"continuing_subword_prefix":"##"}}""",
        "expected a merge whose second token begins with '##'")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"unk_token":"u"}}""", "the token 'u' is not in the vocabulary")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"a":0},"unk_token":"[UNK]"}}""", "'[UNK]' is not in the vocabulary")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"a":0}}}""", "model.unk_token: expected a string; got nothing")]
    public void Load_BrokenModel_SaysWhat(string json, string complaint) => AssertRefused(json, complaint);

    [Theory]
    [InlineData("normalizer", """{"type":"NFX"}""", "the normalizer 'NFX' is not supported; expected one of NFC, NFD, NFKC")]
    [InlineData("normalizer", """{"type":"Precompiled"}""", "normalizer.precompiled_charsmap: expected a string; got nothing")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"a!"}""", "normalizer.precompiled_charsmap: expected base64")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"AAAA"}""", "expected the size of a trie")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"BAAAAA=="}""", "expected the size of a trie")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"BAAAAAAEAAA="}""", "the table is damaged: it leads to unit 1 of 1")]
    [InlineData("normalizer", """{"type":"Prepend"}""", "normalizer.prepend: expected a string; got nothing")]
    [InlineData("normalizer", """{"type":"Replace","pattern":{"String":""},"content":"a"}""", "normalizer.pattern.String: expected a text to find")]
    [InlineData("normalizer", """{"type":"Replace","pattern":{"Regex":"[a"},"content":"a"}""", "expected a regular expression; '[a' is none")]
    [InlineData("truncation", """{"max_length":5,"strategy":"Best"}""", "truncation.strategy: expected one of LongestFirst")]
    [InlineData("padding", """{"strategy":"Long"}""", "padding.strategy: expected BatchLongest or an object with Fixed")]
    [InlineData("normalizer", """{"type":"Sequence","normalizers":[null]}""", "normalizer.normalizers[0]: expected an object; got null")]
    [InlineData("normalizer", """{"type":"BertNormalizer","lowercase":3}""", "normalizer.lowercase: expected true or false")]
    [InlineData("normalizer", "{}", "normalizer.type: expected a string; got nothing")]
    [InlineData("pre_tokenizer", """{"type":"Other"}""", "the pre-tokenizer 'Other' is not supported")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","replacement":"ab"}""", "pre_tokenizer.replacement: expected one character; got 'ab'")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","prepend_scheme":"last"}""", "expected one of always, first, never; got 'last'")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","prepend_scheme":"first","add_prefix_space":false}""", "expected the same as prepend_scheme")]
    [InlineData("pre_tokenizer", """{"type":"CharDelimiterSplit"}""", "pre_tokenizer.delimiter: expected a string; got nothing")]
    [InlineData("pre_tokenizer", """{"type":"Punctuation","behavior":"Gone"}""", "pre_tokenizer.behavior: expected one of Removed")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"("},"behavior":"Isolated"}""", "expected a regular expression; '(' is none")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"\\X"},"behavior":"Isolated"}""", "is not supported (the escape '\\X')")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"[[:alpha:]]"},"behavior":"Isolated"}""", "(the class [:alpha:])")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"String":"a"},"behavior":"2"}""", "expected one of Removed")]
    [InlineData("pre_tokenizer", """{"type":"Split","behavior":"Isolated"}""", "pre_tokenizer.pattern: expected an object; got nothing")]
    [InlineData("decoder", """{"type":"Other"}""", "the decoder 'Other' is not supported")]
    [InlineData("decoder", """{"type":"Strip","content":"","start":1,"stop":0}""", "decoder.content: expected one character; got ''")]
    [InlineData("decoder", """{"type":"BPEDecoder","suffix":""}""", "decoder.suffix: expected a text; got an empty one")]
    [InlineData("decoder", """{"type":"Sequence","decoders":[null]}""", "decoder.decoders[0]: expected an object; got null")]
    [InlineData("post_processor", """{"type":"Other"}""", "the post-processor 'Other' is not supported")]
    [InlineData("post_processor", """{"type":"BertProcessing","sep":["a",0],"cls":["c",9]}""", "cls[1]: no token has the id 9")]
    [InlineData("post_processor", """{"type":"BertProcessing","sep":["a"],"cls":["a",0]}""", "expected a token and its id")]
    [InlineData(
        "post_processor",
        """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"X","type_id":0}}],"pair":[],"special_tokens":{}}""",
        "the special token 'X' is not among")]
    [InlineData(
        "post_processor",
        """{"type":"TemplateProcessing","single":[{"Sequence":{"id":"B","type_id":0}}],"pair":[],"special_tokens":{}}""",
        "sequence B belongs in the template of a pair")]
    [InlineData(
        "post_processor",
        """{"type":"TemplateProcessing","single":[],"pair":[],"special_tokens":{"X":{"id":"X","ids":[0,1],"tokens":["X"]}}}""",
        "expected as many tokens as ids")]
    [InlineData("added_tokens", """[{"id":5,"content":"x"},{"id":5,"content":"y"}]""", "listed twice")]
    [InlineData("added_tokens", """[{"id":5,"content":"x"},{"id":6,"content":"x"}]""", "listed twice")]
    [InlineData("added_tokens", """[{"id":0,"content":"x"}]""", "contradicts the model's vocabulary")]
    [InlineData("added_tokens", """[{"id":5,"content":"a"}]""", "contradicts the model's vocabulary")]
    [InlineData("added_tokens", """[{"content":"x"}]""", "added_tokens[0].id: expected a whole number")]
    public void Load_BrokenPart_SaysWhat(string part, string value, string complaint) =>
        AssertRefused($$"""{"model":{{Model}},"{{part}}":{{value}}}""", complaint);

    [Fact]
    public void Load_EveryTruncation_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var json = System.Text.Encoding.UTF8.GetBytes($$"""{"model":{{Model}} }""");
        for (var length = 0; length < json.Length; length++)
        {
            File.WriteAllBytes(folder.File("tokenizer.json"), json[..length]);
            Assert.Throws<HeedException>(() => Tokenizer.Load(folder.File("tokenizer.json")));
        }
    }

    [Fact]
    public void Load_DamagedFile_LoadsOrIsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("tokenizer.json");
        BytePairTrainer.Train(["a a a b"], 260, ["[CLS]", "[SEP]"], "[CLS] $A [SEP]").Save(path);
        var whole = File.ReadAllBytes(path);
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var i = 0; i < 3; i++)
            {
                // Mostly the characters that JSON is made of, in the parts around the vocabulary.
                var at = random.Next(2) == 0 ? random.Next(1500) : damaged.Length - 1 - random.Next(200);
                damaged[at] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:\\0 n1"[random.Next(12)];
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                Tokenizer.Load(path).Encode("a b", "a");
            }
            catch (HeedException)
            {
                // Refused with a message, as it should be; anything else fails the test.
            }
        }
    }

    [Fact]
    public void Encode_UnknownCharacters_BecomeTheUnknownTokenOrNothing()
    {
        const string parts = """"
            "vocab":{"a":0,"b":1,"ab":2,"?":3},"merges":["a b"]
            """";
        Assert.Equal([2, 2], Load($$"""{"model":{"type":"BPE",{{parts}} } }""").Encode("abxab").Ids);
        Assert.Equal([2, 3, 3, 2], Load($$"""{"model":{"type":"BPE",{{parts}},"unk_token":"?"} }""").Encode("abx😀ab").Ids);
        var fused = Load($$"""{"model":{"type":"BPE",{{parts}},"unk_token":"?","fuse_unk":true} }""").Encode("abx😀ab");
        Assert.Equal([2, 3, 2], fused.Ids);
        Assert.Equal([(0, 2), (2, 5), (5, 7)], fused.Offsets);
    }

    [Fact]
    public void IdToToken_UnknownId_Throws()
    {
        var tokenizer = Load($$"""{"model":{{Model}} }""");
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.IdToToken(3));
        Assert.Null(tokenizer.TokenToId("c"));
        Assert.Equal("a b", tokenizer.Decode([0, 77, 1]));
    }

    private static Tokenizer Load(string json) => Tokenizer.Read("test", System.Text.Encoding.UTF8.GetBytes(json));

    private static void AssertRefused(string json, string complaint)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("tokenizer.json");
        File.WriteAllText(path, json);
        var message = Assert.Throws<HeedException>(() => Tokenizer.Load(path)).Message;
        Assert.Contains(complaint, message);
        Assert.StartsWith(path, message);
    }
}
