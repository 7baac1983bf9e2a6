using System.Text.Json;
using Heed.Models.Tests;

namespace Heed.Cli.Tests;

/// <summary><c>heed eval</c> and <c>heed compare</c> at the command line, on the sample.</summary>
public sealed class EvalTests
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "prompts", "promptfooconfig.yaml");

    [Fact]
    public void Eval_Sample_SaysWhichVariantFails_AndCompareSaysWhy()
    {
        using var folder = new TemporaryFolder();
        string store = folder.File("store"), results = folder.File("results.json");
        CliRun run = CliRun.Of("eval", s_sample, "--store", store, "-o", results, "-o", folder.File("report.html"), "-o", folder.File("a.junit.xml"), "-o", folder.File("a.csv"), "-n", "24");
        Assert.Equal(100, run.Exit);
        Assert.Contains("Pass Rate: 66.67%", run.Output);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(results));
        JsonElement all = json.RootElement.GetProperty("results");
        Assert.Equal((48, 24, 0), (all.GetProperty("stats").GetProperty("successes").GetInt32(), all.GetProperty("stats").GetProperty("failures").GetInt32(), all.GetProperty("stats").GetProperty("errors").GetInt32()));
        Assert.All(all.GetProperty("results").EnumerateArray(), row => Assert.Equal(row.GetProperty("promptIdx").GetInt32() != 0, row.GetProperty("success").GetBoolean()));
        Assert.All((string[])["report.html", "a.junit.xml", "a.csv"], name => Assert.True(new FileInfo(folder.File(name)).Length > 1000));

        CliRun compared = CliRun.Of("compare", "latest", "--store", store, "--no-color");
        Assert.Equal(0, compared.Exit);
        Assert.Contains("B is better", compared.Output);
        Assert.Contains("At the last token the answer stands after layer 1 (of 0 to 3)", compared.Output);
        Assert.Contains("turn the failing answer into the passing one", compared.Output);
        Assert.Equal(100, CliRun.Of("compare", "latest", "--store", store, "--no-why", "--gate", "pass-rate <= 0.5").Exit);
    }

    [Fact]
    public void Eval_Again_TakesAnswersFromTheCache_AndTracesAreReplayed()
    {
        using var folder = new TemporaryFolder();
        string store = folder.File("store");
        JsonElement[] first = Rows(folder, store, "first.json"), second = Rows(folder, store, "second.json"), anew = Rows(folder, store, "anew.json", "--no-cache");
        Assert.All(first, row => Assert.False(row.GetProperty("response").GetProperty("cached").GetBoolean()));
        Assert.All(second, row => Assert.True(row.GetProperty("response").GetProperty("cached").GetBoolean()));
        Assert.All(anew, row => Assert.False(row.GetProperty("response").GetProperty("cached").GetBoolean()));
        Assert.Equal(first.Select(Output), second.Select(Output));
        Assert.Equal(first.Select(Output), anew.Select(Output));
        JsonElement traces = CliRun.Of("trace", "list", "--store", store, "--json", "-n", "100").Json();
        string[] ids = [.. traces.GetProperty("traces").EnumerateArray().Select(trace => trace.GetProperty("id").GetString()!)];
        Assert.Equal(first.Length + second.Length + anew.Length, ids.Length);
        Assert.StartsWith("bit-identical", CliRun.Of("trace", "replay", ids[0], "--store", store).AssertWell().Output);
    }

    [Fact]
    public void PromptRecord_Configuration_RecordsItsPrompts_AsTheRunsNameThem()
    {
        using var folder = new TemporaryFolder();
        string store = folder.File("store");
        CliRun recorded = CliRun.Of("prompt", "record", s_sample, "--author", "Ada", "--store", store).AssertWell();
        Assert.Equal(3, recorded.Lines.Length);
        string hash = recorded.Lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        Assert.Equal(100, CliRun.Of("eval", s_sample, "--store", store, "-n", "1").Exit);
        Assert.Equal(1, CliRun.Of("trace", "list", "--store", store, "--json", "--version", hash).Json().GetProperty("traces").GetArrayLength());
        Assert.Contains("(was there already)", CliRun.Of("prompt", "record", s_sample, "--author", "Ada", "--store", store).AssertWell().Output);
    }

    [Fact]
    public void PromptRecord_SampleFile_HasTheHashesOfTheWalkThrough()
    {
        using var folder = new TemporaryFolder();
        string store = folder.File("store"), file = folder.File("support.txt"), page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "prompts.md"));
        File.Copy(Path.Combine(Repository.Root, "samples", "prompts", "support.txt"), file);
        string first = CliRun.Of("prompt", "record", file, "--author", "Ada", "--store", store).AssertWell().Output;
        string[] parts = File.ReadAllText(file).Split("{{/span}} ");
        File.WriteAllText(file, string.Join("{{/span}} ", [parts[1], parts[0], .. parts[2..]]));
        string second = CliRun.Of("prompt", "record", file, "--author", "Ada", "--store", store).AssertWell().Output;
        Assert.Contains(first, page);
        Assert.Contains(second, page);
        Assert.Contains(CliRun.Of("prompt", "diff", "support", "--store", store).AssertWell().Output, page);
    }

    [Fact]
    public void Eval_PassRateThreshold_DecidesTheExitCode()
    {
        using var folder = new TemporaryFolder();
        string config = folder.File("promptfooconfig.yaml");
        File.WriteAllText(config, """
            prompts: ['{{a}}']
            providers: [echo]
            tests:
              - vars: { a: one }
                assert: [{ type: equals, value: one }]
              - vars: { a: two }
                assert: [{ type: equals, value: one }]
            """);
        Assert.Equal(100, CliRun.Of("eval", config, "--no-write").Exit);
        Environment.SetEnvironmentVariable("PROMPTFOO_PASS_RATE_THRESHOLD", "50");
        try
        {
            Assert.Equal(0, CliRun.Of("eval", config, "--no-write").Exit);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PROMPTFOO_PASS_RATE_THRESHOLD", null);
        }
        Assert.Equal(0, CliRun.Of("eval", config, "--no-write", "-n", "1").Exit);
    }

    [Fact]
    public void Eval_BadInput_IsRefusedBeforeTheWork()
    {
        using var folder = new TemporaryFolder();
        string config = folder.File("promptfooconfig.yaml");
        File.WriteAllText(config, "prompts: ['{{a}}']\nproviders: [echo]\ntests:\n  - vars: [1, 2\n");
        CliRun.Of("eval", config, "--no-write").AssertRefused("promptfooconfig.yaml, line");
        CliRun.Of("eval", folder.File("nowhere.yaml"), "--no-write").AssertRefused("nowhere.yaml");
        File.WriteAllText(config, "prompts: ['{{a}}']\nproviders: [echo]\n");
        CliRun.Of("eval", config, "--no-write", "-o", "results.pdf").AssertRefused("results.pdf: expected the name of a result file");
        CliRun.Of("eval", config, "--no-write", "--var", "a").AssertRefused("--var: expected NAME=VALUE; got 'a'");
        CliRun.Of("eval", config, "--store", folder.File("store"), "--resume").AssertRefused("resume: every run in");
        CliRun missing = CliRun.Of("eval", config, "--no-write");
        Assert.Contains("{{a}} has no value in 1 of its rows", missing.Error);
    }

    [Fact]
    public void Eval_WhatIsNotLocal_FailsItsRowsAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        string config = folder.File("promptfooconfig.yaml");
        File.WriteAllText(config, """
            prompts: ['Hello']
            providers: ['openai:gpt-5', echo]
            tests:
              - assert: [{ type: python, value: 'True' }]
            """);
        CliRun run = CliRun.Of("eval", config, "--no-write", "--json");
        Assert.Equal(100, run.Exit);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement[] rows = [.. json.RootElement.GetProperty("results").GetProperty("results").EnumerateArray()];
        Assert.Equal(2, rows.Length);
        Assert.Contains("is not local", rows[0].GetProperty("error").GetString());
        Assert.All(rows, row => Assert.False(row.GetProperty("success").GetBoolean()));
    }

    private static JsonElement[] Rows(TemporaryFolder folder, string store, string name, params string[] more)
    {
        string path = folder.File(name);
        CliRun run = CliRun.Of(["eval", s_sample, "--store", store, "-o", path, "-n", "4", .. more]);
        Assert.Equal(100, run.Exit);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. json.RootElement.GetProperty("results").GetProperty("results").EnumerateArray().Select(row => row.Clone())];
    }

    private static string Output(JsonElement row) => row.GetProperty("response").GetProperty("output").GetString()!;
}
