using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>The built tool as a process of its own: signals, redirected output, terminals.</summary>
public class ProcessTests(TrainedModels models)
{
    private const int Steps = 1500;
    private const int Interrupt = 2, Terminate = 15;

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task Train_Signalled_WritesACheckpointAndResumes(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent with kill of Linux.");
        Assert.SkipWhen(IsIgnored(signal), "This test runs where the signal is ignored, as in the background of a script.");
        using var run = new TrainFolder(Steps);
        using Process process = Start("train", run.Config);
        await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, Kill(process.Id, signal));
        (int exit, string output, string error) = await End(process);
        Assert.Equal(130, exit);
        Assert.Equal("", output);
        Assert.Contains($" of {Steps}; the checkpoint is written. Go on with --resume.", error);
        Assert.DoesNotContain("   at ", error);
        Assert.True(File.Exists(run.Checkpoint));
        Assert.False(File.Exists(Path.Combine(run.Model, "model.safetensors")));

        CliRun.Of("train", run.Config).AssertRefused("Go on with --resume");
        AssertResumes(run);
    }

    [Fact]
    public async Task Train_Killed_ResumesFromTheLastCheckpoint()
    {
        using var run = new TrainFolder(Steps);
        using Process process = Start("train", run.Config);
        await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        process.Kill();
        (int exit, _, _) = await End(process);
        Assert.NotEqual(0, exit);
        Assert.True(File.Exists(run.Checkpoint));
        AssertResumes(run);
    }

    [Fact]
    public async Task Studio_Terminated_ServesUntilThenAndEndsWell()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent with kill of Linux.");
        Assert.SkipWhen(IsIgnored(Terminate), "This test runs where the signal is ignored, as in the background of a script.");
        using Process studio = Start("studio", "--port", "0");
        string line = (await studio.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith("Heed studio: http://localhost:", line);
        string address = line["Heed studio: ".Length..];
        using var client = new HttpClient();
        Assert.Contains("Heed studio", await client.GetStringAsync(address, TestContext.Current.CancellationToken));
        Assert.Contains("tiny-encoder", await client.GetStringAsync(address + "api/about", TestContext.Current.CancellationToken));
        Assert.Equal(0, Kill(studio.Id, Terminate));
        (int exit, string output, string error) = await End(studio);
        Assert.Equal((0, ""), (exit, output));
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task Attend_OutputRedirected_HasNoEscapes()
    {
        using Process process = Start("attend", "The cat sat on the mat.", "--from", "cat", "--model", models.Encoder);
        (int exit, string output, string error) = await End(process);
        Assert.Equal((0, ""), (exit, error));
        Assert.DoesNotContain('\e', output);
        Assert.Equal(CliRun.Of("attend", "The cat sat on the mat.", "--from", "cat", "--model", models.Encoder, "--no-color").Output, output);
    }

    [Fact]
    public async Task Attend_Json_IsUtf8WhateverTheLocale()
    {
        using Process process = Start(info => info.Environment["LC_ALL"] = "en_US.ISO-8859-1", "attend", "The cat – é 日本.", "--model", models.Encoder, "--json");
        (_, string output, _) = await End(process);
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal("The cat – é 日本.", json.RootElement.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Attend_OnATerminal_ShadesUnlessForbidden(bool variable, bool option, bool colored)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "A terminal is made with script of util-linux.");
        string line = $"'{Dotnet}' '{Tool}' attend 'The cat sat on the mat.' --from cat --model '{models.Encoder}'{(option ? " --no-color" : "")}";
        var info = new ProcessStartInfo("/usr/bin/script", ["-qec", line, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        info.Environment["TERM"] = "xterm-256color";
        info.Environment.Remove("NO_COLOR");
        if (variable) info.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(info)!;
        (int exit, string output, _) = await End(process);
        Assert.Equal(0, exit);
        Assert.Equal(colored, output.Contains("\e[1;4;"));
        Assert.Equal(!colored, output.Contains(">cat<"));
        if (!colored) Assert.DoesNotMatch("\e\\[[0-9;]*m", output);
    }

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "Heed.Cli.dll");

    // The runtime lies in shared/NAME/VERSION below the host.
    private static string Dotnet
    {
        get
        {
            string host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            return File.Exists(host) ? Path.GetFullPath(host) : "dotnet";
        }
    }

    private static void AssertResumes(TrainFolder run)
    {
        using var whole = new TrainFolder(Steps);
        Assert.Equal(0, CliRun.Of("train", whole.Config).Exit);
        CliRun resumed = CliRun.Of("train", run.Config, "--resume");
        Assert.Equal((0, run.Model + "\n"), (resumed.Exit, resumed.Output));
        Assert.Equal(whole.Weights(), run.Weights());
        Assert.False(File.Exists(run.Checkpoint));
    }

    private static Process Start(params string[] args) => Start(_ => { }, args);

    private static Process Start(Action<ProcessStartInfo> change, params string[] args)
    {
        var info = new ProcessStartInfo(Dotnet, [Tool, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        change(info);
        return Process.Start(info)!;
    }

    private static async Task<(int Exit, string Output, string Error)> End(Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token), error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    // A process that ignores a signal starts processes that ignore it too.
    private static bool IsIgnored(int signal)
    {
        string mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (Convert.ToUInt64(mask, 16) >> (signal - 1) & 1) != 0;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
