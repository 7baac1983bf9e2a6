using Heed.Models.Tokenizers;

namespace Heed.Models.Tests.Tokenizers;

/// <summary>Expected matches recorded from the tokenizers library 0.23.2.</summary>
public class RegexPatternTests
{
    [Theory]
    [InlineData(@"\p{L}++\d?+", "ab1c", "ab1|c")]
    [InlineData(@"a{,2}b", "aaab", "aab")]
    [InlineData(@"[[:digit:][:space:]]+", "a 1\n", " 1\n")]
    [InlineData(@"[[:punct:]]", "a$,☃", "$|,|☃")]
    [InlineData(@"[\p{L}&&[^\p{Han}]]+", "ab中cd𠀀e", "ab|cd|e")]
    [InlineData(@"\p{Han}+", "ab中国𠀀e", "中国𠀀")]
    [InlineData(@"[a[bc]]+", "abcd", "abc")]
    [InlineData(@"[😀-🙏]+", "a😀🙏🚀", "😀🙏")]
    [InlineData(@"\w+", "é1²🄰-x", "é1²🄰|x")]
    [InlineData(@"\w|[^\w]", "a½", "a|½")]
    [InlineData(@"[^\w\s]+", "▁½a", "▁½")]
    [InlineData(@"(?i:s)", "sSſ", "s|S|ſ")]
    [InlineData(@"^a|b$", "a\nab\nb", "a|a|b|b")]
    [InlineData(@"(?m:a.)", "a\n", "a\n")]
    [InlineData(@"\x{4e2d}|\u00e9|\h", "中éag", "中|é|a")]
    [InlineData(@"\s+|a*", "aab  c", "aa|  |")]
    public void Find_OnigurumaSyntax_MatchesAsTheLibraryDoes(string pattern, string text, string expected)
    {
        var matches = new List<(int Start, int Length)>();
        RegexPattern.Of(pattern).Find(text, matches);
        Assert.Equal(expected, string.Join('|', matches.Select(match => text.Substring(match.Start, match.Length))));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("*a")]
    [InlineData(@"\p{L")]
    [InlineData(@"a\")]
    [InlineData("[b-a]")]
    [InlineData(@"\x{110000}")]
    [InlineData("(?")]
    public void Of_BrokenExpression_IsNone(string pattern) => Assert.ThrowsAny<ArgumentException>(() => RegexPattern.Of(pattern));

    [Theory]
    [InlineData(@"\X")]
    [InlineData(@"\p{Nonsense}")]
    [InlineData("[[:alpha:]]")]
    [InlineData("[a&&b]")]
    [InlineData("[a[^b]]")]
    [InlineData("(?~a)")]
    public void Of_UnknownConstruct_IsRefused(string pattern) => Assert.Throws<NotSupportedException>(() => RegexPattern.Of(pattern));

    [Fact]
    public void Find_EndlessBacktracking_IsStopped()
    {
        var message = Assert.Throws<HeedException>(() => RegexPattern.Of("(a+)+(b+)+c").Find(new string('a', 60) + new string('b', 60), [])).Message;
        Assert.Contains("did not find its next match in 2 s", message);
    }
}
