using System.Diagnostics;
using Heed.Models.Tests;
using Heed.Prompts.Tests.Stores;

namespace Heed.Cli.Tests;

/// <summary><c>heed eval</c> whose traces go to a database that goes away.</summary>
public sealed class EvalDatabaseTests
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "prompts", "promptfooconfig.yaml");

    [Fact]
    public async Task Eval_DatabaseIsRestartedInMidRun_LosesNothingAndDoublesNothing()
    {
        PostgresFixture.SkipWithout();
        using var server = new PostgresServer(PostgresServer.Programs!);
        using var folder = new TemporaryFolder();
        string address = server.NewDatabase();
        string[] line = [Path.Combine(AppContext.BaseDirectory, "Heed.Cli.dll"), "eval", s_sample, "--store", address, "-n", "10", "--delay", "20", "--no-table"];
        // Runs of a store that is no folder lie in the folder it was called in.
        using Process process = Process.Start(new ProcessStartInfo("dotnet", line)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Directory.CreateDirectory(folder.File("here")).FullName,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (Traces(address) < 5 && !process.HasExited) await Task.Delay(5, TestContext.Current.CancellationToken);
        server.Stop();
        server.Start();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 100, await error);
        Assert.Contains("rows.jsonl", Directory.EnumerateFiles(folder.File("here"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal(30, Traces(address));
    }

    private static int Traces(string address)
        => CliRun.Of("trace", "list", "--store", address, "--json", "-n", "100").Json().GetProperty("traces").GetArrayLength();
}
