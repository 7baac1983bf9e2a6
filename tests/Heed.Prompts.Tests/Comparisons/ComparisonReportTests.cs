using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Lens.Patching;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Comparisons.Reports;
using Heed.Prompts.Reasons;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Comparisons;

public sealed class ComparisonReportTests
{
    private const string Nasty = "<script>alert(1)</script> | @me #1 https://x.org `a` \u0001";
    private static readonly ComparisonReport s_report = Report(gates: ["pass-rate >= 0.1", "latency <= -1"]);

    [Fact]
    public void Html_Page_StandsAloneAndIsWellFormed()
    {
        string page = Text(s_report, "a.html");
        string style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'",
            page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotMatch(" (on[a-z]+|style)=\"|url\\(|@import|unsafe", page);
        Assert.DoesNotMatch("(src|href)=\"(?!http://localhost:5317/#/)", page);
        XDocument parsed = Parse(page);
        string[] ids = [.. parsed.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.DoesNotMatch("NaN|Infinity", page);
    }

    [Fact]
    public void Html_Variant_HasMetricsPassesGatesAndNotes()
    {
        XDocument page = Parse(Text(s_report, "a.html"));
        Assert.Equal(["gate met", "gate not met"], page.Descendants("li").Where(item => item.Parent!.Attribute("class")?.Value == "gates")
            .Select(item => Regex.Match(item.Value, "gate (not )?met").Value));
        XElement table = page.Descendants("table").First(one => one.Attribute("class")?.Value == "passes");
        Assert.Equal(["12", "0", "12", "6"], table.Descendants("td").Select(cell => cell.Value).Where(text => text.Length > 0));
        XElement[] rows = [.. page.Descendants("table").First(one => one.Attribute("class")?.Value == "summary").Descendants("tbody").Single().Elements("tr")];
        Assert.Equal(["pass-rate", "score", "latency"], rows.Select(row => row.Element("th")!.Value));
        Assert.All(rows, row => Assert.StartsWith("B less A: ", row.Descendants("svg").Single().Attribute("aria-label")!.Value));
        Assert.Contains("B is better", rows[0].Value);
        Assert.Contains("two runs, two moments", rows[2].Value);
    }

    [Fact]
    public void Html_ChangedCases_ShowBothAndWhatChanged()
    {
        XDocument page = Parse(Text(s_report, "a.html"));
        XElement[] cases = [.. page.Descendants("div").First(one => one.Attribute("class")?.Value == "changes").Elements("details")];
        Assert.Equal(12, cases.Length);
        Assert.Contains("test 13", cases[0].Value);
        Assert.Contains(cases[0].Descendants("pre"), pre => pre.Value == "Say it softlyloudly 12");
        Assert.Contains("loudly", cases[0].Descendants("ins").Select(one => one.Value));
        Assert.Contains("softly", cases[0].Descendants("del").Select(one => one.Value));
    }

    [Fact]
    public void Html_Reason_HasItsCurveItsHeadsAndThePatch()
    {
        XDocument page = Parse(Text(s_report, "a.html"));
        XElement why = page.Descendants("section").First(one => one.Attribute("class")?.Value == "insides");
        Assert.Equal(2, why.Descendants("svg").Count());
        Assert.Contains("At the last token the answer stands after layer 0 (of 0 to 1)", why.Value);
        Assert.Contains("layer 1: 0", why.Value);
        Assert.Contains("2 cases not looked into: <no>", why.Value);
        string link = why.Descendants("a").First().Attribute("href")!.Value;
        Assert.Equal("http://localhost:5317/#/why?model=echo&text=worse%20%3Ctext%3E&answer=right&other=wrong", link);
        Assert.DoesNotContain("Why they part", Text(s_report with { Reasons = [] }, "a.html"));
    }

    [Fact]
    public void Html_SameRunAndNoCases_AreShownToo()
    {
        EvalRun run = Runs.Of("a", [1.0, 0.0]);
        Assert.Contains("too few for a verdict", Text(new ComparisonReport(RunComparison.Of(run, run, cancellation: TestContext.Current.CancellationToken),
            []), "a.html"));
        EvalRun other = Runs.Of("b", []);
        Assert.Contains("Only A has, left out: 2 cases", Text(new ComparisonReport(RunComparison.Of(run, other,
            cancellation: TestContext.Current.CancellationToken), []), "a.html"));
    }

    [Fact]
    public void Markdown_Texts_CallNobodyAndEndNoTable()
    {
        string text = Text(s_report, "a.md");
        Assert.Contains("- ✅ gate met: pass-rate &gt;= 0.1: +0.4", text);
        Assert.Contains("❌ **gate not met**", text);
        Assert.Contains("| pass-rate | 30 | 0.400 | 0.800 | +0.400 |", text);
        Assert.Contains("**B is better**", text);
        Assert.Contains("passes: both 12 · only A 0 · only B 12 · neither 6", text);
        Assert.Contains("and 2 more", text);
        Assert.Contains("**Why.**", text);
        Assert.DoesNotMatch("<script|@me|[^\\\\]#1|://x|\u0001", text);
        // Nine bars a row of the metrics, four a row of the cases: a text's own are escaped.
        Assert.All(text.Split('\n').Where(line => line.StartsWith('|')), line => Assert.Contains(Regex.Count(line, "(?<!\\\\)\\|"), (int[])[9, 4]));
    }

    [Fact]
    public void Json_File_IsWhatIsPrinted()
    {
        using var stream = new MemoryStream();
        JsonComparisonWriter.Write(s_report, stream);
        Assert.Equal(Encoding.UTF8.GetString(stream.ToArray()), Text(s_report, "a.json"));
        JsonElement json = JsonElement.Parse(Text(s_report, "a.json"));
        Assert.Equal((1, 2), (json.GetProperty("variants").GetArrayLength(), json.GetProperty("gates").GetArrayLength()));
        Assert.Equal(Nasty, json.GetProperty("variants")[0].GetProperty("changes")[0].GetProperty("b")[0].GetProperty("output").GetString());
    }

    [Theory]
    [InlineData("a.pdf")]
    [InlineData("html")]
    public void For_AnotherEnding_IsRefusedWithThoseThereAre(string path)
        => Assert.Contains($"{path}: expected the name of a comparison's file, *.html, *.json, *.md",
        Assert.Throws<HeedException>(() => ComparisonWriters.For(path)).Message);

    [Fact]
    public void Write_FolderThatCannotBeMade_LeavesWhatWasThere()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x"), "here");
        Assert.Throws<HeedException>(() => ComparisonWriters.Write(s_report, Path.Combine(folder.File("x"), "a.html")));
        Assert.Equal("here", File.ReadAllText(folder.File("x")));
    }

    private static ComparisonReport Report(string[] gates)
    {
        (double[] a, double[] b) = Runs.Table(12, 0, 12, 6);
        EvalRun first = Runs.Of("run-a", a, (i, row) => row with { Prompt = $"Say it softly {i}", Output = JsonElement.Parse($"\"{i}\"") });
        EvalRun second = Runs.Of("run-b", b, (i, row) => row with { Prompt = $"Say it loudly {i}",
            Output = JsonElement.Parse(JsonSerializer.Serialize(Nasty)) });
        RunComparison comparison = RunComparison.Of(first, second, new ComparisonOptions { Gates = [.. gates.Select(Gate.Parse)], Draws = 200 });
        PartingPatch head = new("blocks.1.attn.z", 1, 0, 0.9f, 0.8f), other = new("blocks.0.attn.z", 0, 0, -0.1f, 0);
        PartingPatch[] layers = [new("blocks.0.resid_pre", 0, null, 0, 0), new("blocks.1.resid_pre", 1, null, 0.9f, 0)];
        RunRow worse = first.Rows[12] with { Column = first.Plan.Columns[0] with { Provider = first.Plan.Columns[0].Provider with { Model = "heed:echo" } } };
        var one = new ReasonCase(worse, second.Rows[12], "right", "wrong", 1, layers, [head, other], [head]) { WorseText = "worse <text>",
            BetterText = "better" };
        return new ComparisonReport(comparison,
            [new VariantReason([one], [new(1, 0, 0.9, 0.8, 1), new(0, 0, -0.1, 0, 0)], [0, 0.9], [(first.Rows[13], "<no>"), (first.Rows[14], "<no>")])]);
    }

    private static string Text(ComparisonReport report, string name)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.File("new"), name);
        ComparisonWriters.Write(report, path);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        return File.ReadAllText(path);
    }

    private static XDocument Parse(string page) => XDocument.Parse(Regex.Replace(page, "<style>.*?</style>|<!DOCTYPE html>", "", RegexOptions.Singleline));
}
