using System.Text.Json;
using Heed.Models.Tests.Hub;

namespace Heed.Cli.Tests;

/// <summary>Pulling from a server of the test's own into a folder of the test's own, and running what was pulled.</summary>
public sealed class PullTests(TrainedModels models) : IAsyncDisposable
{
    private static readonly string[] _variables = ["HF_HOME", "HF_ENDPOINT", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN",
        "HF_TOKEN_PATH", "HF_HUB_OFFLINE"];

    private readonly string?[] _before = [.. _variables.Select(Environment.GetEnvironmentVariable)];
    private readonly HubServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public async ValueTask DisposeAsync()
    {
        for (int i = 0; i < _variables.Length; i++) Environment.SetEnvironmentVariable(_variables[i], _before[i]);
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Pull_Model_IsFoundByItsName()
    {
        Prepare();
        foreach (string file in Directory.EnumerateFiles(models.Decoder)) _server.Files[Path.GetFileName(file)] = File.ReadAllBytes(file);
        _server.Files["README.md"] = [1];
        CliRun.Of("generate", "The cat", "--model", "org/name").AssertRefused("the cache", "does not have it", "heed pull org/name");

        CliRun pulled = CliRun.Of("pull", "org/name", "--json");
        Assert.Equal(0, pulled.Exit);
        Assert.Contains("model.safetensors  ", pulled.Error);
        JsonElement json = JsonDocument.Parse(pulled.Output).RootElement;
        Assert.Equal(HubServer.Commit, json.GetProperty("commit").GetString());
        Assert.Contains("README.md", json.GetProperty("left_out").EnumerateArray().Select(name => name.GetString()));
        Assert.True(File.Exists(Path.Combine(json.GetProperty("folder").GetString()!, "config.json")));

        string[] text = CliRun.Of("pull", "org/name").Lines;
        Assert.Contains(text, line => line.Contains("model.safetensors") && line.EndsWith("(was there)", StringComparison.Ordinal));
        Assert.StartsWith("The cat", CliRun.Of("generate", "The cat", "--max", "3", "--model", "org/name").Output);
        Assert.StartsWith("The cat", CliRun.Of("generate", "The cat", "--max", "3", "--model", $"org/name@{HubServer.Commit}").Output);
    }

    [Fact]
    public void Pull_BadArguments_AreRefused()
    {
        Prepare();
        CliRun.Of("pull", "../name").AssertRefused("repository: expected ORG/NAME");
        CliRun.Of("pull", "org/name", "--file", " ").AssertRefused("file: expected a name");
        CliRun.Of("pull").AssertRefused("Required argument 'repository' missing");
        CliRun.Of("pull", "org/name").AssertRefused("expected model.safetensors; the repository has no files");
        Environment.SetEnvironmentVariable("HF_HUB_OFFLINE", "1");
        CliRun.Of("pull", "org/name").AssertRefused("HF_HUB_OFFLINE is set");
        CliRun.Of("pull", "org/name", "--file", "*.gguf").AssertRefused("HF_HUB_OFFLINE is set, so no file can be chosen");
    }

    private void Prepare()
    {
        foreach (string name in _variables) Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("HF_HOME", _folder.File("home"));
        Environment.SetEnvironmentVariable("HF_ENDPOINT", _server.Endpoint.ToString());
    }
}
