using Heed.Models.Tokenizers;

namespace Heed.Models.Tests.Tokenizers;

public class BytePairTrainerTests
{
    private static readonly string[] Texts =
    [
        "the cat sat on the mat and the dog sat on the log",
        "the cats and the dogs were cathedral catalogues; naïve cafés, naïve cafés",
        "don't they're we'll 12 123 1234\n\n  indented\tlines <|bos|> the end",
    ];

    public static TheoryData<string> AnyText =>
    [
        "", " ", "the cat sat", "  the  cat ", "naïve café", "日本語のテキスト", "👩‍👩‍👧 🇩🇪 👍🏽",
        "\0\u0001\u007f\u0080\u00ad\ufeff\uffff", "a\u0301\u0302\u200d", "\r\n\t\v\u00a0\u3000", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈",
        "Ġ Ċ ĠĠ â€™", "'s 'S it's ''s", "x<|bos|y>", new string('a', 5000),
    ];

    private static Tokenizer Small => BytePairTrainer.Train(Texts, 290, ["<|bos|>", "<|eos|>"], "<|bos|> $A");

    [Theory]
    [MemberData(nameof(AnyText))]
    public void Decode_OfEncodedText_IsTheText(string text)
    {
        var tokenizer = Small;
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text).Ids));
    }

    [Fact]
    public void Decode_OfEncodedRandomText_IsTheText()
    {
        var tokenizer = Small;
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var runes = Enumerable.Range(0, random.Next(40)).Select(_ => RandomRune(random).ToString());
            var text = string.Concat(runes);
            var encoding = tokenizer.Encode(text, addSpecialTokens: false);
            Assert.Equal(text, tokenizer.Decode(encoding.Ids));
            AssertOffsetsCover(text, encoding);
        }
    }

    [Fact]
    public void Encode_LoneSurrogate_BecomesReplacementCharacter()
    {
        var tokenizer = Small;
        Assert.Equal("a\uFFFDb\uFFFD", tokenizer.Decode(tokenizer.Encode("a\uD83Db\uDE00").Ids));
    }

    [Fact]
    public void Train_Vocabulary_HasSpecialTokensFirstThenAllBytes()
    {
        var tokenizer = Small;
        Assert.Equal(290, tokenizer.VocabularySize);
        Assert.Equal(0, tokenizer.TokenToId("<|bos|>"));
        Assert.Equal(1, tokenizer.TokenToId("<|eos|>"));
        for (var value = 0; value < 256; value++)
        {
            Assert.InRange(tokenizer.TokenToId(ByteAlphabet.Of((byte)value).ToString())!.Value, 2, 257);
        }
    }

    [Fact]
    public void Train_FirstMerge_IsTheMostFrequentPair()
    {
        // "ab" 3 times; "bc", "Ġa" and others less often.
        var tokenizer = BytePairTrainer.Train(["ab ab abc"], 257, []);
        Assert.Equal("ab", tokenizer.IdToToken(256));
    }

    [Fact]
    public void Train_EquallyFrequentPairs_TheLowestIdsMergeFirst()
    {
        var tokenizer = BytePairTrainer.Train(["xy", "xy", "ab", "ab", "ac", "ac"], 259, []);
        Assert.Equal(["ab", "ac", "xy"], new[] { 256, 257, 258 }.Select(tokenizer.IdToToken));
    }

    [Fact]
    public void Train_MatchesAPlainTrainer()
    {
        var words = new Dictionary<string, int>();
        foreach (var word in Texts.Select(text => text.Replace("<|bos|>", "\u0001")).SelectMany(text => Words(text)))
        {
            words[word] = words.GetValueOrDefault(word) + 1;
        }

        var expected = PlainMerges(words, 400);
        var tokenizer = BytePairTrainer.Train(Texts, 10_000, ["<|bos|>"]);
        var actual = Enumerable.Range(257, tokenizer.VocabularySize - 257).Select(tokenizer.IdToToken).ToArray();
        Assert.Equal(expected.Take(actual.Length), actual);
        Assert.Equal(expected.Count, actual.Length);
    }

    [Fact]
    public void Train_TwiceOrInAnotherOrder_GivesTheSameFile()
    {
        using var folder = new TemporaryFolder();
        Small.Save(folder.File("a.json"));
        BytePairTrainer.Train(Texts.Reverse(), 290, ["<|bos|>", "<|eos|>"], "<|bos|> $A").Save(folder.File("b.json"));
        Assert.Equal(File.ReadAllBytes(folder.File("a.json")), File.ReadAllBytes(folder.File("b.json")));
    }

    [Fact]
    public void Load_OfSaved_EncodesAlike()
    {
        using var folder = new TemporaryFolder();
        var trained = Small;
        trained.Save(folder.File("tokenizer.json"));
        var loaded = Tokenizer.Load(folder.File("tokenizer.json"));
        Assert.Equal(trained.VocabularySize, loaded.VocabularySize);
        Assert.Equal(
            Enumerable.Range(0, trained.VocabularySize).Select(trained.IdToToken),
            Enumerable.Range(0, loaded.VocabularySize).Select(loaded.IdToToken));
        foreach (var text in Texts)
        {
            Assert.Equal(trained.Encode(text, text).Ids, loaded.Encode(text, text).Ids);
        }
    }

    [Fact]
    public void Encode_MaskInText_TakesInTheSpaceBeforeIt()
    {
        var tokenizer = BytePairTrainer.Train(
            [" the the the was was was"], 400, ["[PAD]", "[CLS]", "[SEP]", "[MASK]"], "[CLS] $A [SEP]");
        var encoding = tokenizer.Encode(" the [MASK] was");
        Assert.Equal(["[CLS]", "Ġthe", " [MASK]", "Ġwas", "[SEP]"], encoding.Tokens);
        Assert.Equal([1, tokenizer.TokenToId("Ġthe")!.Value, 3, tokenizer.TokenToId("Ġwas")!.Value, 2], encoding.Ids);
        Assert.Equal([(0, 0), (0, 4), (4, 11), (11, 15), (0, 0)], encoding.Offsets);
        Assert.Equal([true, false, false, false, true], encoding.SpecialMask);
    }

    [Fact]
    public void Encode_Pair_FollowsTheTemplateDerivedFromTheSingleOne()
    {
        var tokenizer = BytePairTrainer.Train(Texts, 300, ["[CLS]", "[SEP]"], "[CLS] $A [SEP]");
        var encoding = tokenizer.Encode("a", "b");
        Assert.Equal(["[CLS]", "a", "[SEP]", "b", "[SEP]"], encoding.Tokens);
        Assert.Equal([0, 0, 0, 1, 1], encoding.TypeIds);
        Assert.Equal([-1, 0, -1, 1, -1], encoding.SequenceIds);
    }

    [Theory]
    [InlineData("[CLS] [SEP]")]
    [InlineData("$A $A")]
    [InlineData("[BOS] $A")]
    [InlineData("$A $B")]
    public void Train_TemplateThatCannotBeRead_IsRefused(string template) =>
        Assert.Throws<HeedException>(() => BytePairTrainer.Train(Texts, 300, ["[CLS]", "[SEP]"], template));

    [Fact]
    public void Train_VocabularyTooSmallForTheBytes_IsRefused()
    {
        var error = Assert.Throws<HeedException>(() => BytePairTrainer.Train(Texts, 257, ["<|a|>", "<|b|>"]));
        Assert.Contains("258", error.Message);
    }

    [Fact]
    public void Train_SpecialTokenThatIsAByte_IsRefused() =>
        Assert.Throws<ArgumentException>(() => BytePairTrainer.Train(Texts, 300, ["a"]));

    [Fact]
    public void Stream_EmojiByteByByte_ComesWhenComplete()
    {
        var tokenizer = BytePairTrainer.Train([], 256, []);
        var stream = tokenizer.Stream();
        var pieces = tokenizer.Encode("a😀b").Ids.Select(stream.Append).ToArray();
        Assert.Equal(["a", "", "", "", "😀", "b"], pieces);
        Assert.Equal("", stream.Finish());
    }

    [Fact]
    public void Stream_CutInsideACharacter_FinishesWithReplacement()
    {
        var tokenizer = BytePairTrainer.Train([], 256, []);
        var stream = tokenizer.Stream();
        var ids = tokenizer.Encode("é").Ids;
        Assert.Equal("", stream.Append(ids[0]));
        Assert.Equal("\uFFFD", stream.Finish());
        Assert.Equal("é", stream.Append(ids[0]) + stream.Append(ids[1]));
    }

    private static System.Text.Rune RandomRune(Random random)
    {
        while (true)
        {
            var limit = random.Next(4) switch { 0 => 0x80, 1 => 0x800, 2 => 0x10000, _ => 0x110000 };
            if (System.Text.Rune.TryCreate(random.Next(limit), out var rune))
            {
                return rune;
            }
        }
    }

    private static void AssertOffsetsCover(string text, Encoding encoding)
    {
        var end = 0;
        foreach (var (start, stop) in encoding.Offsets)
        {
            Assert.True(start <= end && stop >= end && start < stop);
            end = stop;
        }

        Assert.Equal(text.Length, end);
    }

    private static IEnumerable<string> Words(string text)
    {
        // The special token was replaced by U+0001, which is cut out here.
        var words = new List<AlignedText>();
        foreach (var piece in text.Split('\u0001'))
        {
            new ByteLevelPreTokenizer(false, true).Split(AlignedText.Of(piece), words);
        }

        return words.Select(word => word.ToString());
    }

    // The definition: count all pairs anew for each merge.
    private static List<string> PlainMerges(Dictionary<string, int> words, int limit)
    {
        var alphabet = Enumerable.Range(0, 256)
            .Select(value => ByteAlphabet.Of((byte)value).ToString()).Order(StringComparer.Ordinal).ToList();
        var split = words.ToDictionary(word => word.Key, word => word.Key.Select(unit => unit.ToString()).ToList());
        var learned = new List<string>();
        while (learned.Count < limit)
        {
            var counts = new Dictionary<(string, string), int>();
            foreach (var (word, parts) in split)
            {
                for (var i = 0; i + 1 < parts.Count; i++)
                {
                    counts[(parts[i], parts[i + 1])] = counts.GetValueOrDefault((parts[i], parts[i + 1])) + words[word];
                }
            }

            var candidates = counts.Where(pair => pair.Value >= 2).ToList();
            if (candidates.Count == 0)
            {
                break;
            }

            var (left, right) = candidates
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => IdOf(pair.Key.Item1))
                .ThenBy(pair => IdOf(pair.Key.Item2))
                .First().Key;
            if (!learned.Contains(left + right))
            {
                learned.Add(left + right);
            }

            foreach (var parts in split.Values)
            {
                for (var i = 0; i + 1 < parts.Count; i++)
                {
                    if (parts[i] == left && parts[i + 1] == right)
                    {
                        parts[i] = left + right;
                        parts.RemoveAt(i + 1);
                    }
                }
            }
        }

        return learned;

        int IdOf(string token) => token.Length == 1 ? alphabet.IndexOf(token) : 256 + learned.IndexOf(token);
    }
}
