using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heed.Cli.Tests;

/// <summary><c>heed verify</c> on the reference data, whole and spoiled.</summary>
public class VerifyTests
{
    [Fact]
    public void ReferenceData_Whole_Passes()
    {
        CliRun run = CliRun.Of("verify", Goldens.Path()).AssertWell();
        Assert.Matches(@"^[1-9]\d* passed, 0 failed, \d+ skipped$", run.Lines[^1]);
        Assert.DoesNotContain(run.Lines, line => line.StartsWith("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void ModelFolder_Json_HasEveryCase()
    {
        JsonElement json = CliRun.Of("verify", Goldens.Path("models", "gpt2-a"), "--json").Json();
        int passed = json.GetProperty("passed").GetInt32();
        Assert.True(passed > 0);
        Assert.Equal(0, json.GetProperty("failed").GetInt32());
        Assert.Equal(passed + json.GetProperty("skipped").GetInt32(), json.GetProperty("cases").GetArrayLength());
        Assert.Equal(passed, json.GetProperty("cases").EnumerateArray().Count(item => item.GetProperty("status").GetString() == "passed"));
        CliRun verbose = CliRun.Of("verify", Goldens.Path("models", "gpt2-a"), "--verbose").AssertWell();
        Assert.Equal(passed, verbose.Lines.Count(line => line.StartsWith("passed  gpt2-a/", StringComparison.Ordinal)));
    }

    [Fact]
    public void ReferenceData_OneByteChanged_FailsAndNamesTheCase()
    {
        using var folder = new TemporaryFolder();
        string copy = folder.File("gpt2-a");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(Goldens.Path("models", "gpt2-a"))) File.WriteAllBytes(Path.Combine(copy, Path.GetFileName(file)), File.ReadAllBytes(file));
        string weights = Path.Combine(copy, "model.safetensors");
        byte[] bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 0x40; // the exponent of the last number
        File.WriteAllBytes(weights, bytes);
        CliRun run = CliRun.Of("verify", copy);
        Assert.Equal((1, ""), (run.Exit, run.Error));
        Assert.Matches(@"^\d+ passed, [1-9]\d* failed, \d+ skipped$", run.Lines[^1]);
        Assert.Contains(run.Lines, line => Regex.IsMatch(line, "^failed  gpt2-a/prompt"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no/such/folder")]
    public void Path_Missing_IsOneLine(string path)
    {
        CliRun run = CliRun.Of("verify", path);
        run.AssertRefused();
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
