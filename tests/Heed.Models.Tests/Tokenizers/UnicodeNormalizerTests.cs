using Heed.Models.Tokenizers;

namespace Heed.Models.Tests.Tokenizers;

public class UnicodeNormalizerTests
{
    [Theory]
    [InlineData("plain", "plain", "plain")]
    [InlineData("é", "é", "e\u0301")]
    [InlineData("e\u0301", "é", "e\u0301")]
    [InlineData("ế", "ế", "e\u0302\u0301")]
    [InlineData("e\u0302\u0323", "\u1EC7", "e\u0323\u0302")] // Reordered: dot below comes first.
    [InlineData("a\u0323\u0323\u0301", "\u1EA1\u0323\u0301", "a\u0323\u0323\u0301")] // The second dot blocks nothing it should not.
    [InlineData("각", "각", "\u1100\u1161\u11A8")]
    [InlineData("\u1100\u1161\u11A8", "각", "\u1100\u1161\u11A8")]
    [InlineData("가\u11A7", "가\u11A7", "\u1100\u1161\u11A7")] // U+11A7 is no trailing consonant.
    [InlineData("\u212B\u2126", "\u00C5\u03A9", "A\u030A\u03A9")] // Singletons do not come back.
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C")] // Excluded from composition.
    [InlineData("\u0344", "\u0308\u0301", "\u0308\u0301")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165", "\U0001D157\U0001D165")]
    [InlineData("\U000110A5\U000110BA", "\U000110AB", "\U000110A5\U000110BA")]
    [InlineData("\u0301a", "\u0301a", "\u0301a")]
    public void Normalize_Text_GivesBothForms(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, new UnicodeNormalizer(compose: true).Normalize(AlignedText.Of(text)).ToString());
        Assert.Equal(decomposed, new UnicodeNormalizer(compose: false).Normalize(AlignedText.Of(text)).ToString());
    }

    [Fact]
    public void Normalize_EveryCharacter_FormsAgreeWithEachOther()
    {
        var compose = new UnicodeNormalizer(compose: true);
        var decompose = new UnicodeNormalizer(compose: false);
        for (var code = 0xC0; code < 0x30000; code++)
        {
            if (!System.Text.Rune.IsValid(code))
            {
                continue;
            }

            var text = AlignedText.Of(char.ConvertFromUtf32(code));
            var apart = decompose.Normalize(text);
            var together = compose.Normalize(text);
            Assert.Equal(apart.ToString(), decompose.Normalize(apart).ToString());
            Assert.Equal(apart.ToString(), decompose.Normalize(together).ToString());
            Assert.Equal(together.ToString(), compose.Normalize(apart).ToString());
        }
    }

    [Fact]
    public void Normalize_ReorderedMarks_KeepOffsetsInOrder()
    {
        var text = new UnicodeNormalizer(compose: false).Normalize(AlignedText.Of("xe\u0302\u0323y"));
        Assert.Equal([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)], Enumerable.Range(0, text.Length).Select(i => text.RangeOf(i, 1)));
    }
}
