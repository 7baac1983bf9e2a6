using System.Xml.Linq;
using Heed.Lens.Views;

namespace Heed.Lens.Tests.Views;

/// <summary>Text is never markup.</summary>
public class MarkupTextTests
{
    [Theory]
    [InlineData("<script>alert('&\"')</script>")]
    [InlineData("]]> <!-- --> &amp; &#0;")]
    [InlineData("é 日本 👍🏽 \u200b\n\tx")]
    public void Escape_AnyText_ReadsBackAsItself(string text)
    {
        Assert.Equal(text, XElement.Parse($"<a b='{MarkupText.Escape(text.Replace('\n', ' ').Replace('\t', ' '))}'>{MarkupText.Escape(text)}</a>",
            LoadOptions.PreserveWhitespace).Value);
        Assert.DoesNotContain('<', MarkupText.Escape(text));
        Assert.DoesNotContain('"', MarkupText.Escape(text));
        Assert.DoesNotContain('\'', MarkupText.Escape(text));
    }

    [Fact]
    public void Escape_EveryCharacter_IsXml()
    {
        string all = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c)); // halves of pairs among them
        string escaped = MarkupText.Escape(all);
        _ = XElement.Parse($"<a>{escaped}</a>");
        Assert.Contains("\uFFFD", MarkupText.Escape("\0"));
        Assert.Equal("a\uFFFDb", MarkupText.Escape("a\eb"));
        Assert.Equal("\uFFFDx", MarkupText.Escape("\uD83Dx"));
    }

    [Fact]
    public void Cut_AnyWidth_IsNeverWider()
    {
        foreach (string text in (string[])["suitcase", "wwwwwwwwwwwwwww", "日本語日本語", "👍🏽👍🏽👍🏽", "i"])
            for (double most = 20; most < 300; most += 7)
            {
                string cut = TextWidths.Cut(text, 15, most);
                Assert.True(TextWidths.Of(cut, 15) <= most);
                if (TextWidths.Of(text, 15) <= most) Assert.Equal(text, cut);
                Assert.False(cut.Length > 1 && char.IsHighSurrogate(cut[^2]) && cut[^1] == '…');
            }
        Assert.Equal(15 * 0.778, TextWidths.Of("oi", 15), 1e-9); // Helvetica: o 556, i 222
        Assert.Equal(30, TextWidths.Of("日本", 15), 1e-9);
    }
}
