using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Metrics;
using Heed.Lens.Views;
using Heed.Models;

namespace Heed.Lens.Tests.Views;

/// <summary>Pages that stand alone, and figures for papers, of real models.</summary>
public class PageTests(ViewModels models) : IClassFixture<ViewModels>
{
    private const string Hostile = "The <script>alert('x')</script> trophy would not fit & \"it\" was <b onmouseover=x> too big.";

    [Theory]
    [InlineData(ViewModels.Big)]
    [InlineData(Hostile)]
    public void Attend_FromAWord_IsWhole(string words)
    {
        AttendPictures pictures = Attend(words);
        CheckPage(pictures.Html(), words);
        SvgBounds.Check(pictures.Svg());
        Assert.Contains("What “trophy” attends to", pictures.Html());
        Assert.Contains("Sink ([CLS], [SEP]): ", pictures.Svg());
    }

    [Theory]
    [InlineData(ViewModels.Big)]
    [InlineData(Hostile)]
    public void Attend_EveryToken_IsWhole(string words)
    {
        ReadText read = ReadText.Of(models.Decoder, words);
        int[] all = [0, 1, 2, 3];
        var pictures = new StrongestPictures(models.Decoder, read, StrongestKeys.Of(models.Decoder, read, all, all), all, all);
        CheckPage(pictures.Html(), words);
        SvgBounds.Check(pictures.Svg());
    }

    [Theory]
    [InlineData("", 12)]
    [InlineData("<script>alert(1)</script> ", 12)]
    [InlineData(ViewModels.Big + " " + ViewModels.Big + " " + ViewModels.Big + " " + ViewModels.Big + " ", 0)] // long: running text
    public void Why_AQuestion_IsWhole(string before, int check)
    {
        Question question = Question.Of(models.Decoder, before + ViewModels.Big + " What was too big? The", "trophy", "suitcase");
        EdgeConsequences why = EdgeConsequences.Of(question, new ConsequenceOptions { Check = check }, cancellation: TestContext.Current.CancellationToken);
        var pictures = new WhyPictures(why, HeadEffects.Of(question, Ablation.Mean, cancellation: TestContext.Current.CancellationToken), Ablation.Mean);
        XDocument page = CheckPage(pictures.Html(), question.Prompt.Text);
        SvgBounds.Check(pictures.Svg());
        XElement table = page.Descendants("table").First();
        Assert.Equal(check > 0, table.Value.Contains("measured", StringComparison.Ordinal));
        Assert.Equal(before.Length < 100, page.Descendants("path").Any(path => path.Element("title") is not null)); // lines between words
        Assert.Contains("total: lost without it", page.Root!.Value);
        Assert.Contains("direct: written straight into the metric", page.Root.Value);
    }

    [Fact]
    public void Style_EveryToneOfAPage_IsInBothGrounds()
    {
        string page = Attend(ViewModels.Big).Html();
        string[] grounds = [.. Regex.Matches(page, @":root\{([^}]*)\}").Select(match => match.Groups[1].Value)];
        Assert.Equal(2, grounds.Length);
        foreach (string name in Regex.Matches(page, @"var\(--(\w+)\)").Select(match => match.Groups[1].Value).Where(name => name != "t").Distinct())
            Assert.All(grounds, ground => Assert.Matches($@"--{name}:#[0-9a-f]{{6}}", ground));
    }

    /// <summary>Well-formed, fetches nothing, runs nothing, names its pictures and columns, and holds the text as text.</summary>
    private static XDocument CheckPage(string html, string text)
    {
        Assert.InRange(html.Length, 0, 2_000_000);
        XDocument page = XDocument.Parse(html);
        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute
            => attribute.Name.LocalName is "src" or "href" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotContain("http", Regex.Replace(html, "http-equiv", ""));
        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("svg"), svg =>
        {
            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.NotEqual("", svg.Attribute("aria-label")!.Value);
        });
        Assert.All(page.Descendants("table"), table =>
        {
            Assert.NotEqual("", table.Element("caption")!.Value);
            Assert.All(table.Descendants("th"), th => Assert.Equal("col", th.Attribute("scope")!.Value));
            Assert.All(table.Descendants("tr"), row => Assert.Equal(table.Descendants("th").Count(), row.Elements().Count()));
        });
        foreach (string word in text.Split(' ').Select(word => word.Trim('.', '"', '<', '>')).Where(word => word.All(char.IsLetter))) Assert.Contains(word,
            page.Root.Value);
        return page;
    }

    private AttendPictures Attend(string words)
    {
        ReadText read = ReadText.Of(models.Encoder, words);
        var attention = TokenAttention.Of(models.Encoder, read, read.Find("trophy"));
        int[] all = [0, 1, 2, 3];
        return new AttendPictures(models.Encoder, attention, all, all, attention.TellingLayer(all, all), 3);
    }
}
