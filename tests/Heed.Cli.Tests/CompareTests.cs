using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using Heed.Cli.Commands;
using Heed.Cli.Rendering;
using Heed.Prompts.Answers;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Spectre.Console;

namespace Heed.Cli.Tests;

/// <summary>Comparisons and runs at the command line.</summary>
public sealed class CompareTests
{
    [Fact]
    public void Compare_TwoFiles_TellsDeltaVerdictAndCases()
    {
        using var folder = new TemporaryFolder();
        string a = Save(folder, "a", 60, n => n % 2 == 0), b = Save(folder, "b", 60, n => n % 2 == 0 || n % 10 == 1 || n % 10 == 3);
        CliRun run = Run(a, b, "--gate", "pass-rate >= 0.1");
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("60 cases of both", run.Output);
        Assert.Contains("+0.200", run.Output);
        Assert.Contains("B is better", run.Output);
        Assert.Contains("passes: both 30 · only A 0 · only B 12 · neither 18", run.Output);
        Assert.Contains("passes with B, not with A: 12", run.Output);
        Assert.Contains("and 2 more", run.Output);
        Assert.Contains("gate met: pass-rate >= 0.1: +0.2", run.Output);
        Assert.Contains("p is adjusted after Holm for 2 tests", run.Output);
        Assert.DoesNotContain("\u001b", run.Output);
    }

    [Fact]
    public void Compare_GateFails_Is100()
    {
        using var folder = new TemporaryFolder();
        string a = Save(folder, "a", 30, n => true), b = Save(folder, "b", 30, n => n != 3);
        CliRun run = Run(a, b, "--gate", "pass-rate >= -0.02", "--gate", "latency <= 1", "--metric", "pass-rate");
        Assert.Equal((100, ""), (run.Exit, run.Error));
        Assert.Contains("gate NOT met: pass-rate >= -0.02: -0.0333", run.Output);
        Assert.Contains("passed with A, not with B: 1", run.Output);
        Assert.Contains("test 4 (n: 3)", run.Output);
    }

    [Fact]
    public void Compare_FewCases_ShowsThemWithoutAVerdict()
    {
        using var folder = new TemporaryFolder();
        string a = Save(folder, "a", 6, n => false), b = Save(folder, "b", 7, n => true);
        CliRun run = Run(a, b);
        Assert.Contains("too few for a verdict", run.Output);
        Assert.DoesNotContain("is better", run.Output);
        Assert.Contains("only B has, left out: test 7 (n: 6)", run.Output);
    }

    [Fact]
    public void Compare_Json_FitsItsSchema()
    {
        using var folder = new TemporaryFolder();
        string a = Save(folder, "a", 40, n => n > 9), b = Save(folder, "b", 41, n => n != 7);
        CliRun run = Run(a, b, "--json", "--gate", "lower(pass-rate) > 0", "--seed", "3");
        JsonElement json = JsonElement.Parse(run.Output);
        Assert.Empty(SchemaCheck.Of("compare", json));
        JsonElement variant = json.GetProperty("variants")[0];
        Assert.Equal((40, 9, 1), (variant.GetProperty("cases").GetInt32(), variant.GetProperty("changes").GetArrayLength(),
            variant.GetProperty("only_b").GetArrayLength()));
        Assert.Equal("better", variant.GetProperty("metrics")[0].GetProperty("verdict").GetString());
        Assert.Equal(json.GetProperty("gates")[0].GetProperty("met").GetBoolean(), variant.GetProperty("metrics")[0].GetProperty("low").GetDouble() > 0);
        Assert.Equal(run.Output, Run(a, b, "--json", "--gate", "lower(pass-rate) > 0", "--seed", "3").Output);
        Assert.Empty(SchemaCheck.Of("compare", JsonElement.Parse(Run(Save(folder, "c", 3, n => true), b, "--json").Output)));
    }

    [Fact]
    public void Compare_OutputFiles_AreWrittenAndTold_AlsoWhereAGateFails()
    {
        using var folder = new TemporaryFolder();
        string a = Save(folder, "a", 40, n => n > 9), b = Save(folder, "b", 40, n => n != 7);
        string page = folder.File("new/c.html"), json = folder.File("c.json"), brief = folder.File("c.md");
        CliRun run = Run(a, b, "--json", "-o", page, "-o", json, "--output", brief, "--gate", "pass-rate >= 0.9");
        Assert.Equal((100, $"heed: written: {page}\nheed: written: {json}\nheed: written: {brief}\n"), (run.Exit, run.Error));
        Assert.Equal(run.Output, File.ReadAllText(json));
        Assert.Empty(SchemaCheck.Of("compare", JsonElement.Parse(run.Output)));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(page));
        Assert.Contains("gate not met", File.ReadAllText(brief));
    }

    [Fact]
    public void Compare_OutputOfAnotherEnding_IsRefusedBeforeTheWork()
        => Assert.Contains("c.pdf: expected the name of a comparison's file",
        Assert.Throws<HeedException>(() => Run("nowhere.json", "nowhere.json", "-o", "c.pdf")).Message);

    // The report's links lead to where 'heed studio' listens by itself.
    [Fact]
    public void StudioLink_Usual_IsTheStudiosPort() => Assert.Equal(Heed.Prompts.Insides.StudioLink.Usual,
        $"http://localhost:{new Heed.Studio.StudioOptions().Port}/");

    [Fact]
    public void Compare_ARunsId_IsAskedFor()
    {
        using var folder = new TemporaryFolder();
        string a = Save(folder, "a", 5, n => true);
        string store = folder.File("store"), kept = new RunFolder(Path.Combine(store, "runs")).ResultsOf("eval-1");
        Assert.Contains("the id of a run, or latest; got 'eval-1'", Assert.Throws<HeedException>(() => Run(a, "eval-1", "--store", store)).Message);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.Copy(a, kept);
        Assert.Equal(0, Run(a, "eval-1", "--store", store).Exit);
    }

    [Theory]
    [InlineData("expected a results file, the id of a run, or latest; got 'nowhere.json'", "nowhere.json", "nowhere.json")]
    [InlineData("gate: expected METRIC", "a", "b", "--gate", "pass-rate")]
    public void Compare_WrongArguments_AreRefused(string message, params string[] args)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => Run(args)).Message);

    [Fact]
    public void Matrix_Run_IsAGridWithCounts()
    {
        using var folder = new TemporaryFolder();
        EvalRun run = ResultsReader.Read(Save(folder, "a", 30, n => n != 2, n => n == 0 ? "evil \u001b[31m text" : new string('x', 300)));
        string text = Matrix(run);
        Assert.Contains("[PASS] evil \uFFFD[31m", text);
        Assert.Contains("[FAIL]", text);
        Assert.Contains("[echo] prompt", text);
        Assert.Contains("5 more rows", text);
        Assert.Contains("Successes: 29\nFailures: 1\nErrors: 0\nPass Rate: 96.67%", text);
        Assert.Equal(24, text.Split("...").Length - 1 - 2); // all shown texts but the first are cut; two more stand in the last line
        Assert.DoesNotContain("\u001b", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 110, line));
    }

    [Fact]
    public void Matrix_ManyRows_HasCountsAlone()
    {
        using var folder = new TemporaryFolder();
        EvalRun run = ResultsReader.Read(Save(folder, "a", 500, n => true));
        Assert.DoesNotContain("[PASS]", Matrix(run));
        Assert.Contains("Pass Rate: 100.00%", Matrix(run));
    }

    private static string Matrix(EvalRun run) => Captured(() =>
    {
        IAnsiConsole console = Terminal.Create(noColor: true);
        console.Profile.Width = 120;
        EvalMatrix.Write(console, run);
        return 0;
    }).Output;

    private static CliRun Run(params string[] args) => Captured(()
        => CompareCommand.Create().Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

    private static CliRun Captured(Func<int> run)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        var (newOutput, newError) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            int exit = run();
            return new CliRun(exit, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    private static string Save(TemporaryFolder folder, string id, int count, Func<int, bool> passes, Func<int, string>? output = null)
    {
        var column = new PlannedColumn(0, new PlannedProvider("echo", "echo"), new PlannedPrompt("{{n}}", "prompt") { Id = "p" });
        PlannedCase[] cases = [.. Enumerable.Range(0, count).Select(n => new PlannedCase(n) { Test = n, Vars = new Dictionary<string,
            JsonElement> { ["n"] = JsonElement.Parse($"{n}") } })];
        RunRow[] rows = [.. cases.Select(test =>
        {
            string text = output?.Invoke(test.Index) ?? $"answer {test.Index}";
            return new RunRow(test, column)
            {
                Id = $"{id}-{test.Index}", Vars = test.Vars, Prompt = $"{test.Index}", Answer = new Answer(text) { LatencyMs = 5 + test.Index % 3 },
                    Score = passes(test.Index) ? 1 : 0,
                Failure = passes(test.Index) ? FailureReason.None : FailureReason.Assertion, Reason = passes(test.Index) ? "All assertions passed" : "no",
                    LatencyMs = 5,
            };
        })];
        string path = folder.File(id + ".json");
        ResultWriters.Write(new EvalRun(id, new EvalPlan("/", [column], cases), rows) { Started = DateTimeOffset.UnixEpoch, Version = "0.1.0" }, path);
        return path;
    }
}
