using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Heed.Prompts.Tests.Outputs;

public sealed class HtmlReportTests
{
    private static readonly string s_page = ResultFilesTests.Text("a.html");

    [Fact]
    public void Of_TextsWithMarkup_AreText()
    {
        Assert.DoesNotContain("<script>alert", s_page);
        Assert.DoesNotContain("<b>", s_page);
        Assert.DoesNotContain("<i>", s_page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", s_page);
        Assert.DoesNotContain("\u0001", s_page);
        Assert.Equal(1, Regex.Count(s_page, "<script"));
        Assert.DoesNotContain("href=\"javascript", s_page);
        Assert.Contains("<a href=\"http://127.0.0.1:5000/#why\"", s_page);
        Assert.DoesNotMatch(" (on[a-z]+|style)=\"", s_page);
    }

    // As XML is stricter, a page that is well-formed leaves no tag open by accident. The style and the script may hold what XML does not allow.
    [Fact]
    public void Of_Page_IsWellFormed()
    {
        string bare = Regex.Replace(Regex.Replace(s_page, "<style>.*?</style>|<script>.*?</script>|<!DOCTYPE html>", "", RegexOptions.Singleline),
            " hidden>", ">");
        XDocument page = XDocument.Parse(bare);
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(4, page.Descendants("tr").Count(row => row.Attribute("class")?.Value.StartsWith("case") == true));
        Assert.Equal(7, page.Descendants("td").Count(cell => cell.Elements("details").Any()));
        Assert.Single(page.Descendants("td"), cell => cell.Value == "not done");
        Assert.All(page.Descendants("label"), label => Assert.Contains(label.Attribute("for")!.Value, ids));
        Assert.Contains("asert", page.Descendants("section").First().Value);
    }

    [Fact]
    public void Of_Policy_NamesTheHashesOfWhatIsInside()
    {
        string policy = Regex.Match(s_page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        foreach (string element in (string[])["style", "script"])
        {
            string inside = Regex.Match(s_page, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
            Assert.Contains($"{element}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inside)))}'", policy);
        }
        Assert.StartsWith("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//(?!127|localhost:5317)", s_page);
        Assert.DoesNotContain("url(", s_page);
        Assert.DoesNotContain("@import", s_page);
    }

    [Fact]
    public void Of_Summary_HasIntervalsAndMetrics()
    {
        Assert.Contains("100.0 %", s_page); // four of four
        Assert.Contains("51.0 % – 100.0 %", s_page); // Wilson
        Assert.Contains(">says<", s_page);
        Assert.Contains("1 of 8 cells were not done.", s_page);
        Assert.Contains("Failed 3", s_page);
        Assert.Contains("Columns differ 3", s_page);
    }

    [Fact]
    public void Of_OneColumn_HasNoFilterForDifferences()
    {
        var run = SampleRun.Create();
        run = run with { Plan = run.Plan with { Columns = [run.Plan.Columns[0]], Warnings = [] }, Rows = [.. run.Rows.Where(row => row.Column.Index == 0)] };
        string page = ResultFilesTests.Text("a.html", run);
        Assert.DoesNotContain("Columns differ", page);
        Assert.DoesNotContain("class=\"warnings\"", page);
    }
}
