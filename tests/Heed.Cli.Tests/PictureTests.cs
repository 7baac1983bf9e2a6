using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Heed.Models.Training;

namespace Heed.Cli.Tests;

/// <summary><c>--html</c> and <c>--svg</c>.</summary>
public class PictureTests(TrainedModels models)
{
    private const string Text = "The cat sat on the mat and saw the dog.";

    [Theory]
    [InlineData("attend", Text, "--from", "cat")]
    [InlineData("attend", Text)]
    [InlineData("why", Text + " The", "--answer", "cat", "--other", "dog", "--check", "4")]
    public void HtmlAndSvg_OfACommand_AreWrittenAndToldOnStandardError(params string[] command)
    {
        using var folder = new TemporaryFolder();
        string[] call = [.. command, "--model", models.Decoder];
        (string html, string svg) = (folder.File("a page.html"), folder.File("b.svg"));
        CliRun plain = CliRun.Of([.. call, "--no-color"]), run = CliRun.Of([.. call, "--no-color", "--html", html, "--svg", svg]);
        Assert.Equal(0, run.Exit);
        Assert.Equal(plain.Output, run.Output);
        string[] told = [.. run.Error[plain.Error.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(2, told.Length);
        Assert.StartsWith($"heed: wrote {html} (", told[0]);
        Assert.StartsWith($"heed: wrote {svg} (", told[1]);
        Assert.Equal("html", XDocument.Load(html).Root!.Name.LocalName);
        Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(html)!).Length); // nothing is left beside them
        CliRun json = CliRun.Of([.. call, "--json", "--html", html]);
        JsonDocument.Parse(json.Output).Dispose();
    }

    [Fact]
    public void Html_OfHostileText_HoldsItAsText()
    {
        using var folder = new TemporaryFolder();
        const string hostile = "</title></style><script>alert(1)</script> \" onload='x' cat \u0007\u202E";
        Assert.Equal(0, CliRun.Of("attend", hostile, "--model", models.Encoder, "--html", folder.File("x.html"), "--svg", folder.File("x.svg")).Exit);
        Assert.DoesNotContain(XDocument.Load(folder.File("x.svg")).Descendants(), element => element.Name.LocalName == "script");
        // The page's own script, which its policy names by hash, and the numbers it shows; nothing else.
        XDocument page = XDocument.Load(folder.File("x.html"));
        Dictionary<string, XElement> scripts = page.Descendants().Where(element => element.Name.LocalName == "script").ToDictionary(element => element.Attribute("id")!.Value);
        if (Heed.Studio.StudioServer.Missing is { } missing)
        {
            Assert.Empty(scripts);
            Assert.Skip(missing);
        }
        Assert.Equal(["heed-data", "heed-script"], scripts.Keys.Order());
        Assert.DoesNotContain("alert(1)", scripts["heed-script"].Value);
        Assert.Equal("application/json", scripts["heed-data"].Attribute("type")!.Value);
        Assert.DoesNotContain('<', scripts["heed-data"].Value);
        Assert.Equal(hostile, JsonDocument.Parse(scripts["heed-data"].Value).RootElement.GetProperty("answer").GetProperty("text").GetString());
        string raw = File.ReadAllText(folder.File("x.html"));
        int begin = raw.IndexOf("<script id=\"heed-script\">", StringComparison.Ordinal) + "<script id=\"heed-script\">".Length;
        string script = raw[begin..raw.IndexOf("</script>", begin, StringComparison.Ordinal)];
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", raw);
    }

    [Fact]
    public void Html_OfTwoThousandTokens_StaysReadable()
    {
        using var folder = new TemporaryFolder();
        TrainedModels.WriteText(folder.File("text.txt"));
        File.WriteAllText(folder.File("long.yaml"), """
            output: long
            model: {family: gpt2, layers: 2, width: 16, heads: 2, window: 2100, vocabulary: 300}
            corpus: {files: [text.txt]}
            optimizer: {steps: 1, batch_tokens: 2100, warmup: 1}
            """);
        TrainingConfig settings = TrainingConfigReader.Read(folder.File("long.yaml"));
        new Trainer(settings).Run(resume: false, null, CancellationToken.None).Dispose();
        string[] words = ["cat", "dog", "bird", "fox"];
        string text = string.Join(' ', Enumerable.Range(0, 900).Select(i => words[i * 7 % 4])) + " mat";
        foreach (string[] options in (string[][])[["--from", "mat"], []])
        {
            Assert.Equal(0, CliRun.Of(["attend", text, "--model", settings.Output, "--html", folder.File("x.html"), "--svg", folder.File("x.svg"),
                .. options]).Exit);
            XDocument page = XDocument.Load(folder.File("x.html"));
            Assert.InRange(new FileInfo(folder.File("x.html")).Length, 1, 2_000_000);
            Assert.Contains(page.Descendants("p"), p => p.Attribute("class")!.Value == "text");
            Assert.InRange(page.Descendants("tr").Count(), 1, 210); // the strongest only
            Assert.InRange(page.Descendants("table").Count(), 1, 3);
        }
    }

    [Theory]
    [InlineData("html")]
    [InlineData("svg")]
    public void File_ThatCannotBe_IsRefusedBeforeAnythingIsComputed(string option)
    {
        using var folder = new TemporaryFolder();
        string inside = folder.File("x");
        Call(Path.Combine(inside, "y.html")).AssertRefused($"{option}: expected a file in a folder that is there; there is no {inside}.");
        Call(Path.GetDirectoryName(inside)!).AssertRefused($"{option}: expected the name of a file; ", " is a folder.");
        Call(" ").AssertRefused($"{option}: expected the name of a file; got an empty text.");

        CliRun Call(string path) => CliRun.Of("attend", Text, "--model", "no-such-model", "--" + option, path);
    }

    [Fact]
    public void Files_OfOneName_AreRefused()
        => CliRun.Of("attend", Text, "--model", models.Encoder, "--html", "x", "--svg",
            "./x").AssertRefused("svg: expected another file than --html; both are ./x.");

    [Fact]
    public void File_BeforeAnError_IsLeftAsItWas()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x.html"), "old");
        CliRun.Of("attend", Text, "--model", models.Encoder, "--from", "elephant", "--html", folder.File("x.html")).AssertRefused("from: ");
        Assert.Equal("old", File.ReadAllText(folder.File("x.html")));
    }
}
