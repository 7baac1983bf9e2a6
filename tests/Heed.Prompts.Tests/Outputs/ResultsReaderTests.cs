using System.Text;
using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Outputs;

public sealed class ResultsReaderTests
{
    [Fact]
    public void Read_OwnFile_IsTheRunAgain()
    {
        EvalRun run = SampleRun.Create(), read = RoundTrip(run);
        Assert.Equal((run.Id, run.Started, run.DurationMs, run.Version, run.Plan.Description), (read.Id, read.Started, read.DurationMs, read.Version, read.Plan.Description));
        Assert.Equal(run.Plan.Columns.Select(column => (column.Name, column.Provider.Id, column.Provider.Model, column.Prompt.Raw, column.Prompt.Id)),
            read.Plan.Columns.Select(column => (column.Name, column.Provider.Id, column.Provider.Model, column.Prompt.Raw, column.Prompt.Id)));
        Assert.Equal(run.Plan.Warnings, read.Plan.Warnings);
        Assert.Equal(run.Rows.Count, read.Rows.Count);
        foreach ((RunRow a, RunRow b) in run.Rows.Zip(read.Rows))
        {
            Assert.Equal((a.Id, a.Prompt, a.Error, a.Failure, a.Score, a.Reason, a.LatencyMs, a.PromptVersion, a.TraceId),
                (b.Id, b.Prompt, b.Error, b.Failure, b.Score, b.Reason, b.LatencyMs, b.PromptVersion, b.TraceId));
            Assert.Equal((a.Case.Index, a.Case.Test, a.Case.Repeat, a.Case.Description, a.Case.Threshold), (b.Case.Index, b.Case.Test, b.Case.Repeat, b.Case.Description, b.Case.Threshold));
            Assert.Equal(a.Spans, b.Spans);
            Assert.Equal(a.NamedScores, b.NamedScores);
            Assert.Equal(a.Vars.ToDictionary(v => v.Key, v => ShownValue.Of(v.Value)), b.Vars.ToDictionary(v => v.Key, v => ShownValue.Of(v.Value)));
            Assert.Equal((a.Answer?.Text, a.Answer?.FinishReason, a.Answer?.LatencyMs, ShownCell.Output(a)), (b.Answer?.Text, b.Answer?.FinishReason, b.Answer?.LatencyMs, ShownCell.Output(b)));
            Assert.Equal(a.Answer?.LogProbabilities ?? [], b.Answer?.LogProbabilities ?? []);
            Same(a.Results, b.Results);
        }
    }

    [Fact]
    public void Read_ModelsOfFoldersAndOfTests_AreKnownAgain()
    {
        EvalRun run = SampleRun.Create();
        var folder = run.Plan.Columns[0] with { Provider = run.Plan.Columns[0].Provider with { Id = "./mine", Label = "mine", Model = "/models/mine" } };
        Heed.Prompts.Plans.PlannedCase own = run.Plan.Cases[0] with { Provider = new("heed:other", "heed:other") { Model = "other" } };
        RunRow[] rows = [run.Rows[0] with { Case = own, Column = own.Asked(folder) }, run.Rows[0] with { Case = run.Plan.Cases[1], Column = folder }];
        EvalRun read = RoundTrip(run with { Plan = run.Plan with { Columns = [folder], Cases = [own, run.Plan.Cases[1]] }, Rows = rows });
        Assert.Equal("/models/mine", read.Plan.Columns[0].Provider.Model);
        Assert.Equal(["heed:other", "/models/mine"], read.Rows.Select(row => row.Column.Provider.Model));
    }

    // All that a file holds but lists of tokens comes back: writing it again gives the same file, those counts apart.
    [Fact]
    public void Read_WrittenAgain_IsTheSameFile()
    {
        EvalRun run = SampleRun.Create();
        EvalRun bare = run with { Rows = [.. run.Rows.Select(row => row with { Answer = row.Answer is { } answer ? answer with { PromptTokens = [], Tokens = [] } : null })] };
        Assert.Equal(ResultFilesTests.Text("a.json", bare), ResultFilesTests.Text("a.json", RoundTrip(run)));
    }

    // The shape of promptfoo 0.118.17 for provider 'echo', repeat 2: no ids, no place for repeats, sets flattened behind themselves, an error without a grading.
    [Fact]
    public void Read_PromptfoosFile_IsARun()
    {
        string Row(int test, bool pass) => $$$$"""
            {"provider":{"id":"echo","label":"","config":{"basePath":"."}},"prompt":{"raw":"Say hello","label":"Say"},"vars":{"word":"hello"},
            "response":{"output":"Say hello","raw":"Say hello","cost":0,"cached":false,"tokenUsage":{"total":0},"isRefusal":false,"metadata":{}},
            "success":{{{{(pass ? "true" : "false")}}}},"failureReason":{{{{(pass ? 0 : 1)}}}},"score":0.5,"namedScores":{"m":0},"latencyMs":6,"cost":0,"metadata":{"_promptfooFileMetadata":{}},
            "promptIdx":0,"testIdx":{{{{test}}}},"testCase":{"vars":{"word":"hello"},"assert":[{"type":"assert-set","assert":[{"type":"contains","value":"Eve","metric":"m"},{"type":"not-equals","value":"no"}]},{"type":"contains","value":"S"}],"options":{},"metadata":{}},
            "promptId":"","error":"e","gradingResult":{"pass":false,"score":0.5,"reason":"R","namedScores":{},"tokensUsed":{},"componentResults":[
              {"pass":false,"score":0.5,"reason":"R","namedScores":{},"tokensUsed":{},"componentResults":[{"pass":false,"score":0,"reason":"E","assertion":{"type":"contains","value":"Eve","metric":"m"}},{"pass":true,"score":1,"reason":"P","assertion":{"type":"not-equals","value":"no"}}]},
              {"pass":false,"score":0,"reason":"E","assertion":{"type":"contains","value":"Eve","metric":"m"}},{"pass":true,"score":1,"reason":"P","assertion":{"type":"not-equals","value":"no"}},
              {"pass":true,"score":1,"reason":"P","assertion":{"type":"contains","value":"S"}}]}}
            """;
        string error = """
            {"provider":{"id":"echo","label":""},"prompt":{"raw":"Say x","label":"Say"},"vars":{"word":"x"},"error":"Error: Unknown assertion type","success":false,"failureReason":2,"score":0,
            "namedScores":{},"latencyMs":1,"promptIdx":0,"testIdx":2,"testCase":{"vars":{"word":"x"},"assert":[],"options":{},"metadata":{}},"promptId":""}
            """;
        EvalRun run = Read($$$$"""
            {"evalId":"eval-iab-2026-11-21T17:50:36","results":{"version":3,"timestamp":"2026-11-21T17:50:36.391Z","prompts":[{"raw":"Say {{word}}","label":"Say","id":"ab","provider":"echo","metrics":{}}],
            "results":[{{{{error}}}},{{{{Row(1, true)}}}},{{{{Row(0, false)}}}}],"stats":{"successes":1,"failures":1,"errors":1}},"config":{"description":"d"},"shareableUrl":null,
            "metadata":{"promptfooVersion":"0.118.17"}}
            """);
        Assert.Equal(("d", "promptfoo 0.118.17", 1), (run.Plan.Description, run.Version, run.Plan.Columns.Count));
        Assert.Equal([(0, 0), (0, 1), (2, 0)], run.Rows.Select(r => (r.Case.Test, r.Case.Repeat)));
        Assert.Equal([FailureReason.Assertion, FailureReason.None, FailureReason.Error], run.Rows.Select(r => r.Failure));
        Assert.Equal(["assert-set", "contains"], run.Rows[0].Results.Select(result => result.Assertion.Type));
        Assert.Equal([("contains", false, Verdict.Fail), ("equals", true, Verdict.Pass)], run.Rows[0].Results[0].Members.Select(m => (m.Assertion.Type, m.Assertion.Not, m.Verdict)));
        Assert.Equal(("Error: Unknown assertion type", null, 6.0), (run.Rows[2].Error, run.Rows[0].Error, run.Rows[0].Answer!.LatencyMs));
    }

    [Theory]
    [InlineData("{", "line 1, column 2")]
    [InlineData("[]", "results: expected an object; got none")]
    [InlineData("""{"results":{}}""", "results.version: expected 3")]
    [InlineData("""{"results":{"version":2,"table":{}}}""", "results.version: expected 3, the results that 'heed eval' and promptfoo since 0.100 write; got 2")]
    [InlineData("""{"results":{"version":3}}""", "results.results: expected a list; got none")]
    [InlineData("""{"results":{"version":3,"prompts":[],"results":[{}]}}""", "results.results[0].promptIdx: expected a whole number of at least 0; got none")]
    [InlineData("""{"results":{"version":3,"prompts":[],"results":[{"promptIdx":0}]}}""", "results.results[0].promptIdx: expected a number below 0")]
    [InlineData("""{"results":{"version":3,"prompts":[{"raw":"x"}],"results":[{"promptIdx":0,"testIdx":"a"}]}}""", "results.results[0].testIdx: expected a whole number of at least 0; got a")]
    [InlineData("""{"results":{"version":3,"prompts":[{"raw":"x"}],"results":[{"promptIdx":0,"testIdx":0}]}}""", "results.results[0].testCase: expected an object; got none")]
    [InlineData("""{"results":{"version":3,"prompts":[{"raw":"x"}],"results":[{"promptIdx":0,"testIdx":0,"testCase":{}}]}}""", "results.results[0].success: expected true or false")]
    [InlineData("""{"results":{"version":3,"prompts":[{"raw":"x"}],"results":[{"promptIdx":0,"testIdx":0,"testCase":{},"success":true,"score":"high"}]}}""", "results.results[0].score: expected a number; got high")]
    [InlineData("""{"results":{"version":3,"prompts":[{"raw":"x"}],"results":[],"stats":{"successes":4,"failures":0}}}""", "results.results: expected the rows that its stats count; got none")]
    public void Read_OtherFiles_IsRefusedWithThePlace(string json, string message)
    {
        string text = Assert.Throws<HeedException>(() => Read(json)).Message;
        Assert.StartsWith("out.json", text);
        Assert.Contains(message, text);
    }

    [Fact]
    public void Read_NoFile_IsRefused() => Assert.Contains("nowhere.json: expected a file of results", Assert.Throws<HeedException>(() => ResultsReader.Read("nowhere.json")).Message);

    // Whatever is changed in a file, it is read or refused, and nothing else is thrown.
    [Fact]
    public void Read_DamagedFiles_AreReadOrRefused()
    {
        string text = ResultFilesTests.Text("a.json");
        var random = new Randomness(12);
        string[] values = ["null", "3", "\"x\"", "[]", "{}", "true", "-1", "1e999"];
        for (int trial = 0; trial < 600; trial++)
        {
            int start = text.IndexOf(": ", random.NextInt(text.Length - 10), StringComparison.Ordinal) + 2, end = text.IndexOf('\n', Math.Max(2, start));
            if (start < 2 || end < 0) continue;
            string damaged = text[start] is '{' or '[' ? text[..start] + text[(start + 1)..] : text[..start] + random.Pick(values) + (text[end - 1] == ',' ? "," : "") + text[end..];
            try
            {
                Read(damaged);
            }
            catch (HeedException)
            {
            }
        }
    }

    private static EvalRun Read(string json) => ResultsReader.Read(Encoding.UTF8.GetBytes(json), "out.json");

    private static EvalRun RoundTrip(EvalRun run)
    {
        using var folder = new TemporaryFolder();
        ResultWriters.Write(run, folder.File("a.json"));
        return ResultsReader.Read(folder.File("a.json"));
    }

    private static void Same(IReadOnlyList<AssertionResult> a, IReadOnlyList<AssertionResult> b)
    {
        Assert.Equal(a.Select(Facts), b.Select(Facts));
        foreach ((AssertionResult first, AssertionResult second) in a.Zip(b)) Same(first.Members, second.Members);

        static (string, bool, Verdict, double, string, string?, string, string, double) Facts(AssertionResult result) => (result.Assertion.Type, result.Assertion.Not, result.Verdict,
            result.Score, result.Reason, result.Metric, ShownValue.Of(result.Value), ShownValue.Of(result.Details), result.Assertion.Weight);
    }
}
