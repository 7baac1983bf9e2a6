using System.Xml.Linq;
using Heed.Lens.Views;

namespace Heed.Lens.Tests.Views;

/// <summary>Sentences as pictures and as running text.</summary>
public class SentenceViewTests(ViewModels models) : IClassFixture<ViewModels>
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Of_WordsOfSeveralTokens_PutsThemTogether()
    {
        ReadText read = ReadText.Of(models.Encoder, "The xylophonist met 日本 it.");
        ShownText text = ShownText.Of(read);
        Assert.Equal(read.Words.Select(word => word.Text), text.Words.Select(word => word.Text));
        ShownWord word = text.Words[1];
        Assert.True(word.IsSplit);
        Assert.Equal("xylophonist", string.Concat(word.Pieces));
        Assert.False(text.Words[0].IsSplit);
        Assert.Equal("token 1", text.Words[0].Tokens);
        Assert.Equal(read.Text, string.Concat(text.Words.Select(w => w.Before + w.Text)));
        float[] ones = [.. Enumerable.Repeat(1f, read.Length)];
        Assert.Equal(word.Pieces.Count, ShownText.ByWord(read, ones)[1]);
    }

    [Theory]
    [InlineData("One.")]
    [InlineData(ViewModels.Big)]
    [InlineData("A line\nand another, with a wordwithoutanyspaceinitthatisverylongindeedandgoesonandonandonandonandonandonandonandonandonandonandonandonandon end")]
    [InlineData("日本 👍🏽 <script>alert(1)</script> & \" ' é")]
    public void Paper_AnyText_StaysInsideItsViewBox(string words)
    {
        ShownText text = Text(words.Split(' '), 20);
        float[] values = [.. text.Words.Select((_, i) => i % 5 / 4f)];
        Shading shading = Shading.Of(ColorScale.Attention, values, "a share of the attention");
        Arc[] arcs = [new(text.Words.Count - 1, 0, 1, "last → first"), new(0, text.Words.Count / 2, 0.5, "x")];
        XDocument svg = SvgBounds.Check(SvgFile.Paper("Title of " + words, ["fact " + words],
            [new SentenceView("Words", text, values, shading, 0, arcs), new Legend(shading)]));
        Assert.Empty(svg.Descendants(s_svg + "script"));
        Assert.Equal(2, svg.Descendants(s_svg + "path").Count(path => path.Attribute("fill")!.Value == "none" && path.Element(s_svg + "title") is not null));
        Assert.All(svg.Descendants(s_svg + "text"), t => Assert.NotEqual("", t.Value));
        Assert.Contains("Helvetica", svg.Root!.Attribute("font-family")!.Value);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Draw_LinesAndNumbers_OnlyWhereTheTextIsShort(int tokens, bool isShort)
    {
        ShownText text = Text([.. Enumerable.Range(0, 30).Select(i => "word" + i)], tokens);
        float[] values = [.. Enumerable.Range(0, 30).Select(i => i / 30f)];
        var view = new SentenceView("Words", text, values, Shading.Of(ColorScale.Attention, values, "x"), 2, [new Arc(2, 7, 0.5, "two → seven")]);
        XDocument svg = SvgBounds.Check(SvgFile.Paper("t", [], [view]));
        Assert.Equal(isShort, svg.Descendants(s_svg + "title").Any(title => title.Value == "two → seven"));
        Assert.Equal(isShort, svg.Descendants(s_svg + "text").Any(t => t.Value == ".97"));
    }

    [Fact]
    public void Html_TwentyThousandWords_IsSmallAndComplete()
    {
        var random = new Random(3);
        ShownText text = Text([.. Enumerable.Range(0, 20_000).Select(i => "word" + i)], 20_000);
        float[] values = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextSingle() * 2 - 1)]; // the worst: every word another colour
        Shading shading = Shading.Of(ColorScale.Effect, values, "x");
        string html = ShadedHtml.Of(text, values, shading, 5, "about");
        Assert.InRange(html.Length, 0, 1_500_000);
        XElement read = XElement.Parse(html.Trim(), LoadOptions.PreserveWhitespace);
        Assert.Equal(string.Concat(text.Words.Select(w => w.Before + w.Text)), read.Value);
        Assert.Equal("word5", Assert.Single(read.Elements("b"), b => b.Attribute("class")!.Value.EndsWith(" from", StringComparison.Ordinal)).Value);
        Assert.InRange(read.Elements("b").Count(b => b.Attribute("title") is not null), 1900, 2100);
    }

    [Fact]
    public void Values_OfAnotherCount_AreRefused()
    {
        ShownText text = Text(["a", "b"], 2);
        Assert.Contains("expected a number for each of 2 words; got 1",
            Assert.Throws<HeedException>(() => new SentenceView("", text, [1], Shading.Of(ColorScale.Attention, [1f], ""))).Message);
    }

    private static ShownText Text(string[] words, int tokens)
        => new([.. words.Select((word, i) => new ShownWord(i == 0 ? "" : " ", word, [word], $"token {i}"))], tokens);
}
