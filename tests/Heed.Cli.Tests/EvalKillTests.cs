using System.Diagnostics;
using System.Text.Json;
using Heed.Models.Tests;

namespace Heed.Cli.Tests;

/// <summary><c>heed eval</c>, killed again and again: what is done stays done, once.</summary>
public sealed class EvalKillTests
{
    private const int Kills = 50, Tests = 40;

    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "prompts", "promptfooconfig.yaml");

    [Fact]
    public async Task Eval_KilledAtManyMoments_LosesAtMostTheRowInWork()
    {
        using var folder = new TemporaryFolder();
        string store = folder.File("store");
        var random = new Random(11);
        int kills = 0, finished = 0, midway = 0;
        // Moments are drawn over the start and some rows, and, as a busy machine may take all that time for the start, for every second kill from the first row on.
        // A run that came to its end is followed by the next.
        while (kills < Kills)
        {
            string? taken = Unfinished(store);
            int done = taken is null ? 0 : Lines(taken);
            long written = Written(store);
            using Process process = Start([s_sample, "--store", store, "--no-table", "--no-cache", "--delay", "4", .. taken is null ? (string[])[] : ["--resume"]]);
            if (kills % 2 == 1) while (Written(store) == written && !process.HasExited) await Task.Delay(1, TestContext.Current.CancellationToken);
            if (process.WaitForExit(kills % 2 == 1 ? random.Next(1, 150) : random.Next(100, 900)))
            {
                finished++;
                continue;
            }
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            kills++;
            // The run may have come to its end just before the kill: its rows are there then, too.
            int now = taken is null ? 0 : Lines(taken);
            Assert.True(now >= done, $"{done} rows were there, and {now} after the kill");
            if (now > done && now < 3 * Tests) midway++;
            // A row is traced, then written down: what is traced and not written is the row in work, and no other.
            if (taken is not null) Assert.InRange(Traces(store, Id(taken)) - now, 0, 1);
        }
        Assert.True(midway > 0, "no kill fell between two rows");
        using (Process last = Start([s_sample, "--store", store, "--no-table", "--no-cache", "-o", folder.File("results.json"), .. Unfinished(store) is null ? (string[])[] : ["--resume"]]))
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
        CliRun whole = CliRun.Of("eval", s_sample, "--no-write", "--no-table", "--no-cache", "-o", folder.File("whole.json"));
        Assert.Equal(100, whole.Exit);
        Assert.Equal(Outputs(folder.File("whole.json")), Outputs(folder.File("results.json")));

        // Every row of the last run has its trace, and has it once.
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder.File("results.json")));
        string run = json.RootElement.GetProperty("evalId").GetString()!;
        Assert.Equal(3 * Tests, Traces(store, run));
        Assert.Equal(0, CliRun.Of("trace", "verify", "--store", store).Exit);
        TestContext.Current.SendDiagnosticMessage($"{kills} kills, {midway} between two rows, {finished} runs came to their end");
    }

    private static string? Unfinished(string store)
    {
        string runs = Path.Combine(store, "runs");
        return !Directory.Exists(runs) ? null : Directory.EnumerateDirectories(runs)
            .Where(one => !File.Exists(Path.Combine(one, "results.json")) && File.Exists(Path.Combine(one, "rows.jsonl")) && File.ReadAllText(Path.Combine(one, "rows.jsonl")).Contains('\n'))
            .Select(one => Path.Combine(one, "rows.jsonl")).SingleOrDefault();
    }

    private static int Traces(string store, string run)
        => CliRun.Of("trace", "list", "--store", store, "--run", run, "--json", "-n", "1000").Json().GetProperty("traces").GetArrayLength();

    private static string Id(string journal)
    {
        using JsonDocument first = JsonDocument.Parse(File.ReadLines(journal).First());
        return first.RootElement.GetProperty("id").GetString()!;
    }

    // Bytes of all runs' files, which nobody else may open while they are written.
    private static long Written(string store)
    {
        string runs = Path.Combine(store, "runs");
        return Directory.Exists(runs) ? new DirectoryInfo(runs).EnumerateFiles("rows.jsonl", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
    }

    // Whole lines without the first, which is the run's.
    private static int Lines(string journal) => File.ReadAllText(journal).Count(letter => letter == '\n') - 1;

    private static string[] Outputs(string results)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(results));
        return [.. json.RootElement.GetProperty("results").GetProperty("results").EnumerateArray().Select(row =>
            $"{row.GetProperty("testIdx")} {row.GetProperty("promptIdx")} {row.GetProperty("response").GetProperty("output")} {row.GetProperty("score")} {row.GetProperty("success")}")];
    }

    private static Process Start(string[] args)
        => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Heed.Cli.dll"), "eval", .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
