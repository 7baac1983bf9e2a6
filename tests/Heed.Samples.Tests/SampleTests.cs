using System.Diagnostics;

namespace Heed.Samples.Tests;

/// <summary>Every sample is run as a reader would run it, and must print what it is there to show.</summary>
public class SampleTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "samples");

    public static TheoryData<string, string[]> Samples => new()
    {
        {
            "attention",
            ["first token's output = its value: True", "the last token of head 0 attends: 0.093 0.052 0.051 0.090 0.219 0.495",
                "sum of the values' gradients: 96.000"]
        },
        {
            "custom-mask",
            ["own sentence & causal", "x . . . . . . . . .", "x x x x . . . . . .", "x . . . x . . x x x", "the last token's output: 5.600",
                "the mean of the tokens it sees: 5.600"]
        },
        { "who-attends", ["\"it\" in layer 3, mean of 4 heads:", "  trophy     81 %", "head 3.2: trophy 0.95"] },
        { "chat", [" trophy.", "  Ġtrophy: 100 %", "21 tokens read, 2 made, ended by length"] },
        { "nearest", ["5 vectors of 128 numbers, 66 tokens", "0.97  The trophy would not fit in the suitcase because it was too big."] },
        { "train", ["35584 parameters, 60 steps", "the loss fell below half: True"] },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Sample_Run_PrintsWhatItShows(string name, string[] lines)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release", Path.Combine(s_folder, name + ".cs")])
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Servers of the build would outlive it and hold its output open.
        (start.Environment["MSBUILDDISABLENODEREUSE"], start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"]) = ("1", "0");
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}: {await output}{await error}");
        string[] printed = (await output).ReplaceLineEndings("\n").Split('\n');
        foreach (string line in lines) Assert.Contains(line, printed);
    }

    [Fact]
    public void Samples_Folder_HasNoneThatIsNotRun()
        => Assert.Equal(Directory.EnumerateFiles(s_folder, "*.cs").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            Samples.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public void Samples_Length_StaysReadable()
        => Assert.All(Directory.EnumerateFiles(s_folder, "*.cs"), file => Assert.InRange(File.ReadLines(file).Count(), 10, 60));
}
