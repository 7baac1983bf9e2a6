using System.Diagnostics;

namespace Heed.Studio.Tests;

public sealed class FrontEndTests
{
    /// <summary>svelte-check over the front end, with types made from the recorded description of the API.</summary>
    [Fact]
    public async Task FrontEnd_Types_AreRight()
    {
        Assert.SkipWhen(StudioServer.Missing is not null, StudioServer.Missing ?? "");
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Heed.slnx"))) root = Path.GetDirectoryName(root)!;
        bool windows = OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(windows ? "cmd" : "npm", windows ? ["/c", "npm", "run", "--silent", "check"] : ["run", "--silent", "check"])
        {
            WorkingDirectory = Path.Combine(root, "src", "Heed.Studio", "Web"), RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process check = Process.Start(start)!;
        Task<string> error = check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(check.ExitCode == 0, output + await error);
        Assert.Contains("0 errors and 0 warnings", output);
    }
}
