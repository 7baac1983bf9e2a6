using System.Text.Json;
using System.Xml.Linq;
using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;
using YamlDotNet.RepresentationModel;

namespace Heed.Prompts.Tests.Outputs;

/// <summary>What stands in each file, read back by a reader of its format.</summary>
public sealed class ResultFilesTests
{
    private static readonly EvalRun s_run = SampleRun.Create();

    // The names of members are those of files that promptfoo 0.118.17 wrote for the same kind of configuration with its provider 'echo'.
    [Theory]
    [InlineData("", "evalId results config shareableUrl metadata")]
    [InlineData("results", "version timestamp prompts results stats")]
    [InlineData("results.stats", "successes failures errors tokenUsage")]
    [InlineData("results.stats.tokenUsage", "prompt completion cached total numRequests completionDetails assertions")]
    [InlineData("results.stats.tokenUsage.completionDetails", "reasoning acceptedPrediction rejectedPrediction")]
    [InlineData("results.stats.tokenUsage.assertions", "total prompt completion cached numRequests completionDetails")]
    [InlineData("results.prompts.0", "raw label id provider metrics")]
    [InlineData("results.prompts.0.metrics",
        "score testPassCount testFailCount testErrorCount assertPassCount assertFailCount totalLatencyMs tokenUsage namedScores namedScoresCount cost")]
    [InlineData("results.results.1",
        "provider prompt vars response error success failureReason score namedScores latencyMs cost metadata promptIdx testIdx testCase promptId tokenUsage gradingResult")]
    [InlineData("results.results.1.provider", "id label config")]
    [InlineData("results.results.1.prompt", "raw label")]
    [InlineData("results.results.1.response", "output raw cost cached tokenUsage metadata")]
    [InlineData("results.results.1.response.tokenUsage", "total prompt completion")]
    [InlineData("results.results.0.testCase", "description vars assert options metadata")]
    [InlineData("results.results.1.gradingResult", "pass score reason namedScores tokensUsed componentResults")]
    [InlineData("results.results.1.gradingResult.tokensUsed", "total prompt completion cached numRequests")]
    [InlineData("results.results.1.gradingResult.componentResults.0", "pass score reason assertion")]
    [InlineData("results.results.2.gradingResult.componentResults.1", "pass score reason namedScores tokensUsed componentResults")]
    [InlineData("metadata", "promptfooVersion nodeVersion platform arch exportedAt evaluationCreatedAt")]
    public void Json_EveryObject_HasTheOraclesMembersInItsOrder(string way, string members)
    {
        JsonElement at = Json();
        foreach (string step in way.Split('.', StringSplitOptions.RemoveEmptyEntries)) at = int.TryParse(step, out int index) ? at[index]
            : at.GetProperty(step);
        string[] expected = members.Split(' '), actual = [.. at.EnumerateObject().Select(member => member.Name).Where(expected.Contains)];
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Json_Values_AreTheRuns()
    {
        JsonElement results = Json().GetProperty("results"), first = results.GetProperty("prompts")[0].GetProperty("metrics"),
            rows = results.GetProperty("results");
        Assert.Equal("2026-11-21T17:50:36.391Z", results.GetProperty("timestamp").GetString());
        Assert.Equal((4, 2, 1), (Number(results, "stats", "successes"), Number(results, "stats", "failures"), Number(results, "stats", "errors")));
        // A set counts, and its members count: promptfoo's files have 5 and 2 for alike rows.
        Assert.Equal((4, 2), (first.GetProperty("assertPassCount").GetInt32(), first.GetProperty("assertFailCount").GetInt32()));
        Assert.Equal((12, 8, 20, 4), (Number(first, "tokenUsage", "prompt"), Number(first, "tokenUsage", "completion"), Number(first, "tokenUsage", "total"),
            Number(first, "tokenUsage", "numRequests")));
        Assert.Equal("Expected output to contain \"Say\"", rows[1].GetProperty("error").GetString());
        Assert.Equal("other <b>", rows[1].GetProperty("provider").GetProperty("label").GetString());
        Assert.Equal("", rows[0].GetProperty("provider").GetProperty("label").GetString());
        Assert.False(rows[0].TryGetProperty("error", out _));
        Assert.False(rows[5].TryGetProperty("gradingResult", out _) || rows[5].TryGetProperty("response", out _));
        Assert.Equal(2, rows[5].GetProperty("failureReason").GetInt32());
        Assert.Equal(JsonValueKind.Object, rows[3].GetProperty("response").GetProperty("output").ValueKind);
        Assert.Equal(JsonValueKind.Null, rows[4].GetProperty("gradingResult").GetProperty("componentResults").ValueKind);
        JsonElement components = rows[2].GetProperty("gradingResult").GetProperty("componentResults");
        Assert.Equal(4, components.GetArrayLength());
        Assert.True(JsonElement.DeepEquals(components[1].GetProperty("componentResults")[0], components[2]));
        Assert.True(JsonElement.DeepEquals(s_run.Plan.Config, Json().GetProperty("config")));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        foreach (string name in (string[])["a.json", "a.yaml", "a.csv", "a.xml", "a.junit.xml", "a.html", "a.jsonl"]) Assert.Equal(Text(name), Text(name));
    }

    [Fact]
    public void JsonLines_EveryLine_IsARowOfTheJson()
    {
        string[] lines = Text("a.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement rows = Json().GetProperty("results").GetProperty("results");
        Assert.Equal(rows.GetArrayLength(), lines.Length);
        for (int i = 0; i < lines.Length; i++) Assert.True(JsonElement.DeepEquals(rows[i], JsonElement.Parse(lines[i])));
    }

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.yml")]
    [InlineData("a.txt")]
    public void Yaml_ReadBack_IsTheJson(string name)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(name)));
        Same(Json(), yaml.Documents[0].RootNode, "");
    }

    [Fact]
    public void Csv_ReadBack_HasVariablesAndCells()
    {
        List<string[]> lines = Csv(Text("a.csv"));
        Assert.Equal(["name", "word", "[heed:tiny-decoder] first", "[other <b>] Second {{word}}, \"ok\""], lines[0]);
        Assert.Equal(["Bob", "hello", "[PASS] (1.00, says: 1.00)\n\nSay hello to Bob\n\nPass Reason: All assertions passed",
            $"[FAIL] (0.33, says: 0.00, rendered: 0.25)\n\n{SampleRun.Nasty}\n\nFail Reason: Expected output to contain \"Say\""], lines[1]);
        Assert.Equal(["[1,{\"x\":null}]", SampleRun.Nasty], lines[2][..2]);
        Assert.Contains("{\"a\":[1,\"ü\"]}", lines[2][3]);
        Assert.Equal("[ERROR] (0.00)\n\n\n\nThe model went away\nat once", lines[3][3]);
        Assert.Equal(["", "Zed"], lines[4][..2]);
        Assert.Equal("", lines[4][3]); // not done
        Assert.Equal(5, lines.Count);
    }

    [Fact]
    public void Xml_ReadBack_HasTheJsonsValues()
    {
        XElement root = XDocument.Parse(Text("a.xml")).Root!;
        Assert.Equal("promptfoo", root.Name.LocalName);
        XElement[] rows = [.. root.Element("results")!.Elements("results")];
        Assert.Equal(s_run.Rows.Count, rows.Length);
        Assert.Equal(SampleRun.Nasty.Replace('\u0001', '\uFFFD'), rows[1].Element("response")!.Element("output")!.Value);
        Assert.Equal("3", root.Element("results")!.Element("version")!.Value);
        Assert.Equal(2, root.Element("results")!.Elements("prompts").Count());
    }

    [Fact]
    public void JUnit_ReadBack_CountsAndTellsNoOutputs()
    {
        string text = Text("a.junit.xml");
        XElement root = XDocument.Parse(text).Root!;
        Assert.Equal(("testsuites", "7", "2", "1", "0"), (root.Name.LocalName, root.Attribute("tests")!.Value, root.Attribute("failures")!.Value,
            root.Attribute("errors")!.Value, root.Attribute("skipped")!.Value));
        XElement[] suites = [.. root.Elements("testsuite")];
        Assert.Equal(["[heed:tiny-decoder] prompt 1", "[other <b>] prompt 2"], suites.Select(suite => suite.Attribute("name")!.Value));
        Assert.All(suites, suite => Assert.Equal(suite.Attribute("tests")!.Value, suite.Elements("testcase").Count().ToString()));
        XElement failed = suites[1].Elements("testcase").First();
        Assert.Equal(("test 1: Greets, \"politely\"", "[other <b>] prompt 2", "0.012"), (failed.Attribute("name")!.Value,
            failed.Attribute("classname")!.Value, failed.Attribute("time")!.Value));
        Assert.Equal(("assertion", "Assertion failed", "Score: 0.3333\nFailed: contains, not-contains"),
            (failed.Element("failure")!.Attribute("type")!.Value, failed.Element("failure")!.Attribute("message")!.Value, failed.Element("failure")!.Value));
        Assert.Single(suites[1].Descendants("error"));
        Assert.DoesNotContain("alert", text);
        Assert.DoesNotContain("went away", text);
    }

    [Theory]
    [InlineData("meai:{0}")]
    [InlineData("{0}/")]
    public void Scenarios_EveryRow_IsAFileOfItsOwn(string name)
    {
        using var folder = new TemporaryFolder();
        ResultWriters.Write(s_run, string.Format(name, folder.File("m")));
        string[] files = [.. Directory.GetFiles(folder.File("m"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(s_run.Rows.Count, files.Length);
        Assert.All(files, file => Assert.StartsWith(Path.Combine(folder.File("m"), "results", "eval-Abc-2026-11-21T17_50_36") + Path.DirectorySeparatorChar,
            file));
        JsonElement[] runs = [.. files.Select(file => JsonElement.Parse(File.ReadAllBytes(file)))];
        foreach ((string file, JsonElement run) in files.Zip(runs))
        {
            string[] parts = file.Split(Path.DirectorySeparatorChar);
            Assert.Equal((parts[^3], parts[^2], parts[^1]),
                (run.GetProperty("executionName").GetString(), run.GetProperty("scenarioName").GetString(), run.GetProperty("iterationName").GetString()
                    + ".json"));
            Assert.Equal(1, run.GetProperty("formatVersion").GetInt32());
        }
        Assert.Equal(2, runs.Count(run => run.GetProperty("scenarioName").GetString()!.Contains(".test 3.1 ")));
        JsonElement failed = runs.Single(run => run.GetProperty("scenarioName").GetString()!.Contains("test 1 Greets")
            && run.GetProperty("scenarioName").GetString()!.Contains(".2 "));
        JsonElement metric = failed.GetProperty("evaluationResult").GetProperty("metrics").GetProperty("says");
        Assert.Equal(("numeric", 0.0, true), (metric.GetProperty("$type").GetString(), metric.GetProperty("value").GetDouble(),
            metric.GetProperty("interpretation").GetProperty("failed").GetBoolean()));
        Assert.Equal(0.012, failed.GetProperty("chatDetails").GetProperty("turnDetails")[0].GetProperty("latency").GetDouble());
    }

    [Fact]
    public void For_OtherNames_IsRefusedWithTheFormats()
    {
        string message = Assert.Throws<HeedException>(() => ResultWriters.For("results.docx")).Message;
        Assert.Contains("*.junit.xml", message);
        Assert.Contains("*.csv", message);
        Assert.Contains("meai:FOLDER", message);
        Assert.Contains("folder", Assert.Throws<HeedException>(() => ResultWriters.Write(s_run, "meai:")).Message);
    }

    [Fact]
    public void Write_FolderThatCannotBe_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        Assert.Contains("cannot be", Assert.Throws<HeedException>(() => ResultWriters.Write(s_run, Path.Combine(folder.File("file"), "a.json"))).Message);
        ResultWriters.Write(s_run, Path.Combine(folder.File("new"), "deep", "a.json"));
        Assert.Equal(["a.json"], Directory.GetFiles(Path.Combine(folder.File("new"), "deep")).Select(Path.GetFileName));
    }

    internal static string Text(string name, EvalRun? run = null)
    {
        using var folder = new TemporaryFolder();
        ResultWriters.Write(run ?? s_run, folder.File(name));
        return File.ReadAllText(folder.File(name));
    }

    private static JsonElement Json() => JsonElement.Parse(Text("a.json"));

    private static int Number(JsonElement json, string first, string second) => json.GetProperty(first).GetProperty(second).GetInt32();

    private static void Same(JsonElement json, YamlNode yaml, string way)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var mapping = (YamlMappingNode)yaml;
                Assert.Equal(json.EnumerateObject().Select(member => member.Name), mapping.Children.Keys.Select(key => ((YamlScalarNode)key).Value!));
                foreach (JsonProperty member in json.EnumerateObject()) Same(member.Value, mapping[new YamlScalarNode(member.Name)], $"{way}.{member.Name}");
                break;
            case JsonValueKind.Array:
                var sequence = (YamlSequenceNode)yaml;
                Assert.Equal(json.GetArrayLength(), sequence.Children.Count);
                for (int i = 0; i < sequence.Children.Count; i++) Same(json[i], sequence[i], $"{way}[{i}]");
                break;
            default:
                var scalar = (YamlScalarNode)yaml;
                Assert.Equal(json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText(), scalar.Value);
                // What is no text stands plain; a text that a reader would take for something else does not.
                if (json.ValueKind != JsonValueKind.String) Assert.Equal(YamlDotNet.Core.ScalarStyle.Plain, scalar.Style);
                else if (scalar.Value is "" or "yes" or "3" || double.TryParse(scalar.Value, out _)) Assert.NotEqual(YamlDotNet.Core.ScalarStyle.Plain,
                    scalar.Style);
                break;
        }
    }

    private static List<string[]> Csv(string text)
    {
        var (lines, line, field, quoted) = (new List<string[]>(), new List<string>(), new System.Text.StringBuilder(), false);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                line.Add(field.ToString());
                field.Clear();
                if (c != '\n') continue;
                lines.Add([.. line]);
                line.Clear();
            }
            else field.Append(c);
        }
        return lines;
    }
}
