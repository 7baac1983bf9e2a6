using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Heed.Models.Tokenizers;

namespace Heed.Models.Tests.Tokenizers;

public class SplitPreTokenizerTests
{
    // Compiling an expression takes far longer than matching it.
    private static readonly ConcurrentDictionary<string, RegexPattern> Patterns = new();

    [Theory]
    [InlineData("Removed", "the-final--countdown", "the|final|countdown")]
    [InlineData("Isolated", "the-final--countdown", "the|-|final|-|-|countdown")]
    [InlineData("MergedWithPrevious", "the-final--countdown", "the-|final-|-|countdown")]
    [InlineData("MergedWithNext", "the-final--countdown", "the|-final|-|-countdown")]
    [InlineData("Contiguous", "the-final--countdown", "the|-|final|--|countdown")]
    public void Split_Behavior_PlacesTheMatches(string behavior, string text, string expected) =>
        Assert.Equal(expected, Split("-", Enum.Parse<SplitBehavior>(behavior), text));

    [Theory]
    [InlineData(@"\p{L}+", "𝔘𝔫𝔦x 𐍈9", "𝔘𝔫𝔦x| |𐍈|9")]
    [InlineData(@"\p{Lu}|\p{Ll}", "𝔘𝔫", "𝔘|𝔫")]
    [InlineData(@"\p{N}", "𝟏𝟐 1", "𝟏|𝟐| |1")]
    [InlineData(@"[^\s\p{L}\p{N}]+", "a😀🚀b", "a|😀🚀|b")]
    [InlineData(@"\p{M}", "a\U0001D165b", "a|\U0001D165|b")]
    public void Split_CharactersBeyondTheBasicPlane_CountAsOne(string pattern, string text, string expected) =>
        Assert.Equal(expected, Split(pattern, SplitBehavior.Isolated, text));

    [Fact]
    public void StandIns_AreOfTheirCategory()
    {
        var field = typeof(AstralStandIns).GetField("StandIns", BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var (category, standIn) in (Dictionary<UnicodeCategory, char>)field.GetValue(null)!)
        {
            Assert.Equal(category, CharUnicodeInfo.GetUnicodeCategory(standIn));
        }
    }

    [Fact]
    public void StandIns_CoverEveryAssignedCharacter()
    {
        var field = typeof(AstralStandIns).GetField("StandIns", BindingFlags.NonPublic | BindingFlags.Static)!;
        var known = (Dictionary<UnicodeCategory, char>)field.GetValue(null)!;
        for (var code = 0x10000; code < 0x110000; code++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(code);
            Assert.True(category == UnicodeCategory.OtherNotAssigned || known.ContainsKey(category), $"U+{code:X} {category}");
        }
    }

    [Theory]
    [InlineData("Hello  world's 'S 12³ x", "Hello| | world|'s| '|S| 12³| x")]
    [InlineData("\n\n a\t b ", "\n\n| a|\t| b| ")]
    [InlineData("''s 're'll𝔘𝟏😀\u0301", "''|s| '|re|'ll|𝔘|𝟏|😀\u0301")]
    [InlineData("a\u00a0\u3000b", "a|\u00a0|\u3000|b")]
    public void Gpt2Words_Text_SplitsAsThePatternDoes(string text, string expected)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var length = Gpt2Words.Scanner.FirstLength(text.AsSpan(at));
            words.Add(text.Substring(at, length));
            at += length;
        }

        const string pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
        Assert.Equal(expected, string.Join('|', words));
        Assert.Equal(expected, Split(pattern, SplitBehavior.Isolated, text));
    }

    [Fact]
    public void Gpt2Words_RandomText_SplitsAsThePatternDoes()
    {
        const string pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
        string[] pieces = [" ", " ", "\n", "\t", "\u3000", "'", "'", "s", "re", "l", "é", "1", "²", "!", "😀", "𝔘", "𝟏", "\u0301", "\u200b"];
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var words = new List<AlignedText>();
            new ByteLevelPreTokenizer(addPrefixSpace: false, useRegex: true).Split(AlignedText.Of(text), words);
            var split = words.Select(word => text[word.StartOf(0)..word.EndOf(word.Length - 1)]);
            Assert.Equal(Split(pattern, SplitBehavior.Isolated, text), string.Join('|', split));
        }
    }

    public static TheoryData<string> KnownPatterns => [WordPatterns.Gpt2, WordPatterns.Cl100k, WordPatterns.Qwen, WordPatterns.O200k];

    [Theory]
    [MemberData(nameof(KnownPatterns))]
    public void ScannerOf_RandomText_SplitsAsTheExpressionDoes(string pattern)
    {
        string[] pieces =
        [
            " ", " ", "\n", "\r\n", "\t", "\u3000", "'", "'", "s", "S", "\u017F", "re", "LL", "l", "É", "é", "ǅ", "ʰ", "中", "1", "23", "²", "!", "/",
            "😀", "𝔘", "𝟏", "𠀀", "\u0301", "\u200b",
        ];
        var random = new Random(5);
        var scanner = new ScannedPattern(WordPatterns.ScannerOf(pattern)!);
        var expression = RegexPattern.Of(pattern);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => pieces[random.Next(pieces.Length)]));
            List<(int, int)> scanned = [], matched = [];
            scanner.Find(text, scanned);
            expression.Find(text, matched);
            Assert.True(scanned.SequenceEqual(matched), $"'{text}': {string.Join(' ', scanned)}; the expression: {string.Join(' ', matched)}");
        }
    }

    private static string Split(string pattern, SplitBehavior behavior, string text)
    {
        var words = new List<AlignedText>();
        new SplitPreTokenizer(Patterns.GetOrAdd(pattern, RegexPattern.Of), behavior, invert: false).Split(AlignedText.Of(text), words);
        return string.Join('|', words.Select(word => word.ToString()));
    }
}
