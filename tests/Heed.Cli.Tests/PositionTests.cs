using System.Text.Json;
using System.Xml.Linq;

namespace Heed.Cli.Tests;

/// <summary><c>heed position</c>.</summary>
public sealed class PositionTests : IDisposable
{
    private const string Passages = """
        span: The code of amber is 42.
        question: What is the code of amber? It is
        answer: "42"
        distractors: [The code of basil is 17., The code of cedar is 99., The code of delta is 55.]
        passages: [2, 4]
        positions: [0, 3]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("heed-position-");

    [Fact]
    public void File_Passages_PrintsTableBarsAndBaselines()
    {
        CliRun run = CliRun.Of("position", Write("codes.yaml", Passages), "--model", "tiny-decoder", "--no-color");
        Assert.Equal(0, run.Exit);
        Assert.Equal("6/6 prompts\n", run.Error);
        Assert.Contains("tiny-decoder (GPT2LMHeadModel, window 256 tokens) · codes · 1 sample a place", run.Output);
        Assert.Contains("100 %", run.Output);
        Assert.Contains("█", run.Output);
        Assert.Contains("oracle (the span and the question alone): 100 % right", run.Output);
        Assert.Equal(2, run.Lines.Count(line => line.StartsWith("closed book", StringComparison.Ordinal)));
    }

    [Fact]
    public void Json_HasTheDocumentedFields()
    {
        CliRun run = CliRun.Of("position", Write("codes.json", JsonOf(Passages)), "--model", "tiny-decoder", "--json");
        Assert.Equal(0, run.Exit);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement, point = root.GetProperty("points")[2];
        Assert.Equal("passages", root.GetProperty("unit").GetString());
        Assert.Equal(3, root.GetProperty("points").GetArrayLength()); // two passages have no place 3
        Assert.Equal((4, 3.0, 1), (point.GetProperty("size").GetInt32(), point.GetProperty("place").GetDouble(), point.GetProperty("samples").GetInt32()));
        Assert.Equal(1, point.GetProperty("right").GetDouble());
        Assert.True(point.GetProperty("margin").GetProperty("mean").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, point.GetProperty("effect").GetProperty("error").ValueKind);
        Assert.Equal(4, point.GetProperty("attention").GetArrayLength());
        Assert.InRange(point.GetProperty("largest_head").GetProperty("attention").GetDouble(), 0, 1);
        Assert.Equal(2, root.GetProperty("closed_book").GetArrayLength());
        Assert.Equal(1, root.GetProperty("oracle").GetProperty("right").GetDouble());
    }

    [Fact]
    public void Generate_WithSvg_DrawsAPanelForEachSize()
    {
        string picture = Path.Combine(_folder.FullName, "curve.svg");
        CliRun run = CliRun.Of("position", "--generate", "needle", "--model", "tiny-decoder", "--samples", "2", "--lengths", "80,160", "--depths", "0,100", "--svg", picture, "--json");
        Assert.Equal(0, run.Exit);
        XElement svg = XDocument.Load(picture).Root!;
        Assert.Equal(2, svg.Elements().Count(element => element.Name.LocalName == "g"));
        Assert.Equal(8, svg.Descendants().Count(element => element.Name.LocalName == "polyline"));
        Assert.DoesNotContain("NaN", File.ReadAllText(picture));
    }

    [Fact]
    public void BadInput_IsRefusedInOneLine()
    {
        string file = Write("codes.yaml", Passages);
        CliRun.Of("position").AssertRefused("expected either a file or --generate", "got neither");
        CliRun.Of("position", file, "--generate", "keys").AssertRefused("got both");
        CliRun.Of("position", "no-such.yaml").AssertRefused("there is no file 'no-such.yaml'");
        CliRun.Of("position", "--generate", "hay").AssertRefused("expected needle, keys, passages; got 'hay'");
        CliRun.Of("position", file, "--samples", "3").AssertRefused("samples: it belongs to --generate");
        CliRun.Of("position", file, "--depths", "50").AssertRefused("the file counts passages");
        CliRun.Of("position", "--generate", "keys", "--depths", "deep").AssertRefused("depths: expected numbers");
        CliRun.Of("position", "--generate", "keys", "--samples", "0").AssertRefused("samples: expected at least 1; got 0");
        CliRun.Of("position", file, "--model", "tiny-encoder").AssertRefused("expected a decoder");
        CliRun.Of("position", Write("short.yaml", Passages.Replace("span: The code of amber is 42.", ""))).AssertRefused("span: expected the passage that is moved");
        CliRun.Of("position", "--generate", "keys", "--model", "tiny-decoder", "--lengths", "999").AssertRefused("longer than the window");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string JsonOf(string yaml)
        => "{" + string.Join(",", yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            (string key, string value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            if (value.StartsWith("[The", StringComparison.Ordinal)) value = "[" + string.Join(",", value[1..^1].Split(", "
                + "").Select(text => $"\"{text}\"")) + "]";
            else if (value[0] is not ('[' or '"')) value = $"\"{value}\"";
            return $"\"{key}\": {value}";
        })) + "}";
}
