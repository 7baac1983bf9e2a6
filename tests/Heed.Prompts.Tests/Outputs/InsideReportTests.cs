using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Prompts.Insides;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Outputs;

public sealed class InsideReportTests
{
    private static readonly string s_page = ResultFilesTests.Text("a.html", InsideRun.Of([.. Enumerable.Range(0, 5).Select(InsideRun.Six)], columns: 2));

    [Fact]
    public void Of_AllSix_EachHasAPictureATableAndItsCases()
    {
        XElement section = Section(s_page);
        Assert.Equal(["Position", "Spans", "Margin", "Decision layer", "Distraction"], section.Elements("h3").Select(head => head.Value));
        XElement[] figures = [.. section.Descendants("figure")];
        Assert.Equal(10, figures.Length);
        Assert.All(figures, figure =>
        {
            XElement picture = Assert.Single(figure.Elements("svg"));
            Assert.Equal("img", picture.Attribute("role")!.Value);
            Assert.NotEmpty(picture.Attribute("aria-label")!.Value);
            Assert.Single(figure.Descendants("table"));
            Assert.Contains("5 cases", figure.Value);
            Assert.Contains("variant <", figure.Element("figcaption")!.Value);
        });
        Assert.DoesNotMatch("NaN|Infinity|∞", section.ToString());
    }

    [Fact]
    public void Of_Disagreement_IsFlaggedWithItsCases()
    {
        XElement flag = Section(s_page).Descendants("p").First(one => one.Attribute("class")?.Value == "flag");
        Assert.Contains("fact looks weak, decides: in 2 of 5 cases", flag.Value);
        Assert.Equal(["#case-4", "#case-5", StudioLink.Usual + "#/why?model=tiny-decoder&text=a%20b&answer=x"], flag.Descendants("a")
            .Select(link => link.Attribute("href")!.Value));
        Assert.Contains("id=\"case-5\"", s_page);
    }

    [Fact]
    public void Of_StudioLinks_GoToThisMachineAndNameTheCommand()
    {
        Assert.Contains("while <code class=\"copy\">heed studio</code> runs", s_page);
        Assert.Contains("<code class=\"copy\">#/why?model=tiny-decoder&amp;text=a%20b&amp;answer=x</code>", s_page);
        Assert.All(Regex.Matches(s_page, "href=\"([^\"]*)\"").Select(link => link.Groups[1].Value), link
            => Assert.Matches("^(#case-|http://localhost:5317/#/)", link));
    }

    [Fact]
    public void Of_ModelThatIsNotBuiltIn_TheCommandNamesIt()
    {
        EvalRun run = InsideRun.Of([("heed:margin", "{'model':'/models/my model','margin':1,'studio':'#/why?model=my%20model&text=a'}")]);
        Assert.Contains("<code class=\"copy\">heed studio --model &quot;/models/my model&quot;</code>", ResultFilesTests.Text("a.html", run));
    }

    [Fact]
    public void Of_NoInsides_HasNoSection() => Assert.DoesNotContain("Inside the model", ResultFilesTests.Text("a.html"));

    [Fact]
    public void Of_OneCaseAndZeros_HasPicturesWithoutABand()
    {
        string page = ResultFilesTests.Text("a.html", InsideRun.Of([("heed:margin", "{'margin':0}"),
            ("heed:position", "{'span':'x','curve':[{'margin':0},{'margin':0}]}"),
            ("heed:span-effect", "{'span':'x','effect':0,'share':0,'perLength':0}")]));
        Assert.Equal(3, Section(page).Descendants("figure").Count());
        Assert.DoesNotMatch("NaN|∞|Infinity", Section(page).ToString());
    }

    [Theory]
    [InlineData("1e300", "-1e300")]
    [InlineData("1e-320", "-1e-320")]
    [InlineData("1e-12", "3")]
    [InlineData("123456789", "-0.001")]
    public void Of_NumbersOfAnySize_HaveAPicture(string one, string other)
    {
        string page = ResultFilesTests.Text("a.html", InsideRun.Of([("heed:margin", $"{{'margin':{one}}}"), ("heed:margin", $"{{'margin':{other}}}"),
            ("heed:position", $"{{'span':'x','curve':[{{'margin':{one}}},{{'margin':{other}}}]}}"),
            ("heed:span-effect", $"{{'span':'x','effect':{one},'share':{other},'perLength':{one}}}"),
            ("heed:distraction", $"{{'span':'x','before':{{'margin':{one}}},'after':{{'margin':{other}}}}}")]));
        Assert.Equal(4, Section(page).Descendants("figure").Count());
        Assert.DoesNotMatch("NaN|∞|Infinity", Section(page).ToString());
    }

    [Theory]
    [InlineData("tiny-decoder", "tiny-decoder", "heed studio")]
    [InlineData("org/name", "name", "heed studio --model org/name")]
    [InlineData("/a/b/model.gguf", "model.gguf", "heed studio --model /a/b/model.gguf")]
    [InlineData("/a/b/", "b", "heed studio --model /a/b/")]
    public void StudioLink_Model_IsCalledAsTheStudioCallsIt(string name, string shown, string command)
        => Assert.Equal((shown, command), (StudioLink.Model(name), StudioLink.Command(name)));

    private static XElement Section(string page)
        => XElement.Parse(Regex.Match(page, "<section class=\"insides\".*?</section>", RegexOptions.Singleline).Value);
}
