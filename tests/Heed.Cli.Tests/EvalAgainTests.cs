using System.Diagnostics;
using System.Text.Json;
using Heed.Models.Tests;

namespace Heed.Cli.Tests;

/// <summary><c>heed eval</c> on what an earlier run left, and whenever a file changes.</summary>
public sealed class EvalAgainTests
{
    private const string Config = """
        prompts: ['{{a}}']
        providers: [echo]
        tests:
          - vars: { a: one }
            assert: [{ type: equals, value: one }]
          - vars: { a: two }
            assert: [{ type: equals, value: one }]
          - vars: { a: three }
            assert: [{ type: equals, value: 'file://late.txt' }]
        """;

    [Fact]
    public void FilterFailing_KeepsWhatFailed_AndErrorsOnlyWhatHadOnes()
    {
        using var folder = new TemporaryFolder();
        string config = Write(folder, Config), store = folder.File("store"), results = folder.File("results.json");
        Assert.Equal(100, CliRun.Of("eval", config, "--store", store, "-o", results).Exit);
        Assert.Equal(["two", "three"], Outputs(CliRun.Of("eval", config, "--no-write", "--json", "--filter-failing", results)));
        Assert.Equal(["two", "three"], Outputs(CliRun.Of("eval", config, "--store", store, "--no-write", "--json", "--filter-failing", "latest")));
        Assert.Equal(["three"], Outputs(CliRun.Of("eval", config, "--store", store, "--no-write", "--json", "--filter-errors-only", "latest")));
        Assert.Contains("had an error in that run", CliRun.Of("eval", Write(folder, Config.Replace("three", "six")), "--no-write", "--filter-errors-only", results).Error);
        Write(folder, Config);
        CliRun.Of("eval", config, "--no-write", "--filter-failing", "nowhere.json").AssertRefused("expected a results file, the id of a run, or latest");
        CliRun none = CliRun.Of("eval", Write(folder, Config.Replace("two", "four").Replace("three", "five")), "--no-write", "--filter-failing", results);
        Assert.Equal(0, none.Exit);
        Assert.Contains("there is nothing to do", none.Error);
    }

    [Fact]
    public void RetryErrors_WhenTheCauseIsGone_DoesThoseRowsAndNoOthers()
    {
        using var folder = new TemporaryFolder();
        string config = Write(folder, Config), store = folder.File("store");
        string[] ids = [.. Rows(CliRun.Of("eval", config, "--store", store, "--json")).Select(Id)];
        File.WriteAllText(folder.File("late.txt"), "three");
        JsonElement[] rows = Rows(CliRun.Of("eval", config, "--store", store, "--json", "--retry-errors"));
        Assert.Equal([true, false, true], rows.Select(row => row.GetProperty("success").GetBoolean()));
        Assert.Equal([true, true, false], rows.Zip(ids, (row, id) => Id(row) == id));
        Assert.Single(Directory.GetDirectories(Path.Combine(store, "runs")));
        CliRun.Of("eval", config, "--store", folder.File("another"), "--retry-errors").AssertRefused("retry: no run in");
        CliRun.Of("eval", config, "--store", store, "--retry-errors", "--no-write").AssertRefused("got --no-write beside it");
    }

    [Fact]
    public void Resume_RunWhoseTimeWasOver_IsTakenUpWithoutItsId()
    {
        using var folder = new TemporaryFolder();
        string config = Write(folder, Config + "\nevaluateOptions: { delay: 60, maxEvalTimeMs: 20 }"), store = folder.File("store");
        Assert.Contains(Rows(CliRun.Of("eval", config, "--store", store, "--json")), row => row.TryGetProperty("error", out JsonElement error) && error.ToString().Contains("maxEvalTimeMs"));
        Write(folder, Config);
        Assert.Equal([true, false, false], Rows(CliRun.Of("eval", config, "--store", store, "--json", "--resume")).Select(row => row.GetProperty("success").GetBoolean()));
        CliRun.Of("eval", config, "--store", store, "--resume").AssertRefused("resume: every run in");
    }

    [Fact]
    public void EnvFileGraderAndWrite_FromFileOrCommandLine_AreHeard()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("own.env"), "# ours\nexport PLACE='Trent' # a town\nOTHER=no\n");
        string store = folder.File("store"), config = Write(folder, """
            prompts: ['{{env.PLACE}} {{env.OTHER}}']
            providers: [echo]
            env: { OTHER: yes }
            commandLineOptions: { envPath: own.env, write: false, grader: 'openai:gpt-5' }
            tests: [{ assert: [{ type: llm-rubric, value: names a town }] }]
            """);
        JsonElement row = Assert.Single(Rows(CliRun.Of("eval", config, "--store", store, "--json")));
        Assert.Equal("Trent yes", Output(row));
        Assert.Contains("openai:gpt-5 does not run on this machine", row.GetProperty("gradingResult").GetProperty("reason").GetString());
        Assert.False(Directory.Exists(Path.Combine(store, "runs")));
        File.WriteAllText(folder.File("own.env"), "A=1\nnonsense\n");
        CliRun.Of("eval", config, "--no-write").AssertRefused("own.env:2: expected NAME=VALUE; got 'nonsense'");
    }

    [Fact]
    public void WrongInput_IsNamedWithWhatWasMeant()
    {
        using var folder = new TemporaryFolder();
        string config = Write(folder, Config);
        CliRun.Of("eval", config, "--no-chache").AssertRefused("'--no-chache' is no option of 'eval'. Did you mean --no-cache?");
        CliRun.Of("compare", "a.json", "--gat", "x").AssertRefused("'--gat' is no option of 'compare'. Did you mean --gate?");
        CliRun.Of("eval", config, "--no-write", "--delay", "-5").AssertRefused("--delay: expected a number of at least 0 milliseconds; got -5");
        CliRun.Of("trace", "list", "--store", folder.File("s"), "--min-latency", "foo").AssertRefused("--min-latency: expected a number; got foo");
        CliRun.Of("trace", "list", "--store", folder.File("s"), "--min-latency", "-1").AssertRefused("--min-latency: expected a number of at least 0");
        CliRun.Of("trace", "list", "--store", folder.File("s"), "--score", "a~b").AssertRefused("score: expected a name and a bound");
        CliRun.Of("eval", Write(folder, "prompts: [x]\nprovider: [echo]\n"), "--no-write").AssertRefused("expected at least one provider", "unknown key \"provider\"", "did you mean \"providers\"?");
        File.WriteAllBytes(folder.File("latin.yaml"), [.. "prompts:\n  - caf"u8, 0xe9, .. "\nproviders: echo\n"u8]);
        CliRun.Of("eval", folder.File("latin.yaml"), "--no-write").AssertRefused("latin.yaml, line 2: expected text in UTF-8; got the byte 0xe9");
        CliRun wrong = CliRun.Of("eval", Write(folder, "prompts: [x]\nproviders: ['heed:tiny-decodr']\n"), "--no-write", "--no-table");
        Assert.Equal(100, wrong.Exit);
        Assert.Contains("heed: 1 row: ", wrong.Error);
        Assert.Contains("tiny-decodr", wrong.Error);
    }

    [Fact]
    public void PathsOfTheCommandLine_AreMeantFromTheCurrentFolder()
    {
        using var folder = new TemporaryFolder();
        string config = Write(folder, "prompts: ['{{a}}']\nproviders: [echo]\n"), here = Path.GetRelativePath(Environment.CurrentDirectory, folder.File("sub/t.yaml"));
        Directory.CreateDirectory(folder.File("sub"));
        File.WriteAllText(folder.File("sub/t.yaml"), "- vars: { a: beside }\n");
        File.WriteAllText(folder.File("sub/p.txt"), "p {{a}}");
        Assert.Equal(["beside"], Outputs(CliRun.Of("eval", config, "--no-write", "--json", "-t", here)));
        Assert.Equal(["p beside"], Outputs(CliRun.Of("eval", config, "--no-write", "--json", "-t", "sub/t.yaml", "-p", Path.ChangeExtension(here.Replace("t.yaml", "p.yaml"), ".txt"))));
        CliRun.Of("eval", config, "--no-write", "--env-file", "nope.env").AssertRefused("it is relative to the current folder");
    }

    [Fact]
    public void Latest_WithoutARunThatEnded_SaysWhichWasStopped()
    {
        using var folder = new TemporaryFolder();
        string config = Write(folder, Config), store = folder.File("store");
        CliRun.Of("compare", "latest", "--store", store).AssertRefused("came to its end");
        Assert.Equal(100, CliRun.Of("eval", config, "--store", store).Exit);
        string run = Assert.Single(Directory.GetDirectories(Path.Combine(store, "runs")));
        File.Delete(Path.Combine(run, "results.json"));
        CliRun.Of("compare", "latest", "--store", store).AssertRefused("was stopped, and 'heed eval CONFIG --resume eval-");
        CliRun.Of("eval", config, "--store", store, "--resume", "--retry-errors").AssertRefused("expected --resume or --retry-errors");
        CliRun.Of("eval", config, "--store", store, "--retry-errors", "nope").AssertRefused("retry: there is no run 'nope'");
    }

    [Fact]
    public void Redact_LeavesNoTextInTheStore()
    {
        using var folder = new TemporaryFolder();
        string store = folder.File("store");
        string config = Write(folder, "prompts: ['The dog of {{a}} was']\nproviders: [{id: 'heed:tiny-decoder', config: {max_tokens: 2}}]\ntests: [{vars: {a: Zebulon}}]\n");
        Assert.Equal(0, CliRun.Of("eval", config, "--store", store, "--redact").Exit);
        Assert.Equal(1, CliRun.Of("trace", "list", "--store", store, "--json").Json().GetProperty("traces").GetArrayLength());
        Assert.DoesNotContain(Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("Zebulon"));
        CliRun.Of("eval", config, "--store", store, "--redact", "--resume").AssertRefused("with --redact none is");
    }

    [Fact]
    public async Task Watch_FileChanges_RunsAgain_AndWhatIsWrongIsTold()
    {
        using var folder = new TemporaryFolder();
        string config = Write(folder, Config);
        string[] line = [Path.Combine(AppContext.BaseDirectory, "Heed.Cli.dll"), "eval", config, "--store", folder.File(".heed"), "-o", folder.File("out.csv"), "--watch"];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", line) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await Until(process, "waiting for changes");
            File.WriteAllText(folder.File("late.txt"), "three");
            await Until(process, "waiting for changes");
            Assert.Contains("[PASS] (1.00)\n\nthree", File.ReadAllText(folder.File("out.csv")).ReplaceLineEndings("\n"));
            Write(folder, "prompts: [");
            await Until(process, "heed: ", "promptfooconfig.yaml");
            await Until(process, "waiting for changes");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
        CliRun.Of("eval", config, "--watch", "--resume").AssertRefused("watch: expected either --watch or a run to take up again");
    }

    private static async Task Until(Process process, params string[] parts)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
            if (parts.All(line.Contains)) return;
        Assert.Fail($"the process ended before it said {string.Join(' ', parts)}");
    }

    private static string Write(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder.File("promptfooconfig.yaml"), text);
        return folder.File("promptfooconfig.yaml");
    }

    private static JsonElement[] Rows(CliRun run)
    {
        using JsonDocument json = JsonDocument.Parse(run.Output);
        return [.. json.RootElement.GetProperty("results").GetProperty("results").EnumerateArray().Select(row => row.Clone())];
    }

    private static string[] Outputs(CliRun run) => [.. Rows(run).Select(Output)];

    private static string Output(JsonElement row) => row.GetProperty("response").GetProperty("output").GetString()!;

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;
}
