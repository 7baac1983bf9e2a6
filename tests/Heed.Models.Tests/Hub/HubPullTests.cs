using System.Text;
using Heed.Models.Hub;

namespace Heed.Models.Tests.Hub;

public sealed class HubPullTests : IAsyncDisposable
{
    private static readonly HubReference _reference = HubReference.Parse("org/name");

    private readonly HubServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public HubPullTests()
    {
        _server.Files["config.json"] = "{\"a\": 1}"u8.ToArray();
        _server.Files["model.safetensors"] = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        _server.Files["1_Pooling/config.json"] = "{}"u8.ToArray();
        _server.Files["README.md"] = "read me"u8.ToArray();
        _server.Large.Add("model.safetensors");
    }

    private string Weights => $"/stored/model.safetensors";

    private string Repository => Path.Combine(_folder.File("hub"), "models--org--name");

    private HubSettings Settings => new()
    {
        Endpoint = _server.Endpoint, CacheFolder = _folder.File("hub"), Token = "hf_secret", Attempts = 3,
            FirstPause = TimeSpan.FromMilliseconds(1), Silence = TimeSpan.FromSeconds(5),
    };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_Model_FillsTheCacheAsPythonDoes()
    {
        PullResult result = await Pull();
        Assert.Equal(["config.json", "1_Pooling/config.json", "model.safetensors"], result.Files.Select(f => f.Name));
        Assert.Equal(["README.md"], result.LeftOut);
        Assert.Equal(HubServer.Commit, File.ReadAllText(Path.Combine(Repository, "refs", "main")));
        Assert.Equal(Path.Combine(Repository, "snapshots", HubServer.Commit), result.Folder);
        foreach ((string name, string up) in new[] { ("config.json", "../../"), ("model.safetensors", "../../"),
            ("1_Pooling/config.json", "../../../") })
        {
            var link = new FileInfo(Path.Combine(result.Folder, name));
            Assert.Equal($"{up}blobs/{_server.ChecksumOf(name)}", link.LinkTarget);
            Assert.Equal(_server.Files[name], File.ReadAllBytes(link.FullName));
        }
        Assert.Equal(3, Directory.GetFiles(Path.Combine(Repository, "blobs")).Length);
        Assert.Equal(result.Folder, HubCache.Find(_reference, Settings));
    }

    [Fact]
    public async Task Run_Token_GoesToTheEndpointAlone()
    {
        await Pull();
        Assert.All(_server.Requests, r => Assert.Equal(r.Host == "endpoint" ? "Bearer hf_secret" : null, r.Authorization));
        Assert.Contains(_server.Requests, r => r.Host == "storage");
    }

    [Fact]
    public async Task Run_Again_FetchesNoFileTwice()
    {
        await Pull();
        int gets = Gets();
        PullResult again = await Pull();
        Assert.All(again.Files, file => Assert.True(file.WasThere));
        Assert.Equal(gets + 1, Gets()); // the list

        int Gets() => _server.Requests.Count(r => r.Method == "GET");
    }

    [Fact]
    public async Task Run_CutConnection_GoesOnWhereItStopped()
    {
        _server.CutAfter = (path, turn) => path == Weights && turn < 2 ? 100_000 : null;
        AssertWhole(await Pull());
        Assert.Equal([null, "bytes=100000-", "bytes=200000-"], _server.Requests.Where(r => r.Path == Weights).Select(r => r.Range));
    }

    [Fact]
    public async Task Run_ResetConnection_IsTriedAgain()
    {
        _server.Resets = true;
        _server.CutAfter = (path, turn) => path == Weights && turn < 2 ? 100_000 : null;
        AssertWhole(await Pull());
    }

    [Fact]
    public async Task Run_CacheThatIsNoFolder_SaysWhatToDo()
    {
        File.WriteAllText(_folder.File("hub"), "a file");
        await Refused("cannot be written", "HF_HUB_CACHE");
    }

    [Fact]
    public async Task Run_FullDisk_SaysWhatToDo()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full on this system.");
        Directory.CreateDirectory(Path.Combine(Repository, "blobs"));
        File.CreateSymbolicLink(Incomplete("model.safetensors"), "/dev/full");
        await Refused("the disk is full or cannot be written", "model.safetensors needs 300000 bytes", "Make room");
    }

    [Fact]
    public async Task Run_CutForEver_KeepsThePartAndTheNextRunGoesOn()
    {
        _server.CutAfter = (path, turn) => path != Weights ? null : turn == 0 ? 50_000 : 0;
        HeedException error = await Refused("cannot be reached or broke off 3 times", "goes on where it stopped");
        Assert.DoesNotContain("hf_secret", error.Message);
        Assert.Equal(50_000, new FileInfo(Incomplete("model.safetensors")).Length);
        Assert.False(File.Exists(Path.Combine(Repository, "refs", "main")));
        _server.CutAfter = (_, _) => null;
        AssertWhole(await Pull());
        Assert.Equal("bytes=50000-", _server.Requests.Last(r => r.Path == Weights).Range);
        Assert.False(File.Exists(Incomplete("model.safetensors")));
    }

    [Fact]
    public async Task Run_ServerIgnoresRanges_BeginsAgain()
    {
        _server.Ranges = false;
        _server.CutAfter = (path, turn) => path == Weights && turn == 0 ? 100_000 : null;
        AssertWhole(await Pull());
    }

    [Fact]
    public async Task Run_WrongPartFromBefore_IsFoundByTheChecksum()
    {
        Directory.CreateDirectory(Path.Combine(Repository, "blobs"));
        File.WriteAllBytes(Incomplete("model.safetensors"), new byte[1000]);
        await Refused("expected the checksum", "thrown away");
        AssertNothingLeft("model.safetensors");
        AssertWhole(await Pull());
    }

    [Fact]
    public async Task Run_PartLargerThanTheFile_BeginsAgain()
    {
        Directory.CreateDirectory(Path.Combine(Repository, "blobs"));
        File.WriteAllBytes(Incomplete("model.safetensors"), new byte[400_000]);
        AssertWhole(await Pull());
    }

    [Fact]
    public async Task Run_ServerAnnouncesMore_IsRefused()
    {
        _server.Instead = (method, path, _)
            => path == Weights && method == "GET" ? HubServer.Answer("200 OK", "", new byte[300_001]) : null;
        await Refused("expected 300000 bytes, as the server promised; it is about to send 300001");
        AssertNothingLeft("model.safetensors");
    }

    [Fact]
    public async Task Run_ServerSendsMoreWithoutAnnouncing_IsRefused()
    {
        _server.Instead = (method, path, _) => path == Weights && method == "GET"
            ? [.. "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8, .. new byte[350_000]]
            : null;
        await Refused("it sends more");
        AssertNothingLeft("model.safetensors");
    }

    [Fact]
    public async Task Run_ServerSendsLess_IsRefused()
    {
        _server.Instead = (method, path, _) => path == Weights && method == "GET" ? HubServer.Answer("200 OK", "", new byte[100]) : null;
        await Refused("it is about to send 100");
        AssertNothingLeft("model.safetensors");
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    public async Task Run_OtherContentOfTheSameSize_IsRefusedByItsChecksum(string name)
    {
        string sent = name == "config.json" ? $"/org/name/resolve/{HubServer.Commit}/config.json" : Weights;
        _server.Instead = (method, path, _)
            => path == sent && method == "GET" ? HubServer.Answer("200 OK", "", new byte[_server.Files[name].Length]) : null;
        await Refused(name, "expected the checksum");
        AssertNothingLeft(name);
    }

    [Fact]
    public async Task Run_TagChangesBetweenTheAttempts_IsRefused()
    {
        string config = $"/org/name/resolve/{HubServer.Commit}/config.json";
        _server.CutAfter = (path, turn) => path == config && turn == 0 ? 4 : null;
        _server.Instead = (method, path, turn) => path == config && method == "GET" && turn > 0
            ? HubServer.Answer("200 OK", $"ETag: \"{new string('a', 40)}\"\r\n", "{\"b\": 2}"u8.ToArray())
            : null;
        await Refused("config.json", "the server now has aaaa");
        AssertNothingLeft("config.json");
    }

    [Theory]
    [InlineData("../outside.json")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b.json")]
    [InlineData("a\\b.json")]
    [InlineData("C:config.json")]
    [InlineData("a//b.json")]
    [InlineData("./config.json")]
    public async Task Run_NameThatLeavesTheFolder_RefusesEverything(string name)
    {
        _server.AlsoListed.Add(name);
        await Refused("expected names of files inside the repository");
        Assert.False(Directory.Exists(Repository));
    }

    [Theory]
    [InlineData("401 Unauthorized", "RepoNotFound", "there is no such public repository", "is valid and may read it")]
    [InlineData("401 Unauthorized", "", "the server asks who you are (401)", "Check the name")]
    [InlineData("401 Unauthorized", "GatedRepo", "the repository is gated. Accept its terms at", "org/name")]
    [InlineData("403 Forbidden", "GatedRepo", "the repository is gated", "Accept its terms")]
    [InlineData("403 Forbidden", "", "does not allow it (403)", "Ask for access")]
    [InlineData("404 Not Found", "RevisionNotFound", "has no revision 'main'", "branches and tags")]
    [InlineData("404 Not Found", "", "not found at", "Check the name and the revision")]
    [InlineData("429 Too Many Requests", "", "too many requests (429)", "Wait some minutes")]
    [InlineData("503 Service Unavailable", "", "the server has a fault (503)", "later")]
    [InlineData("418 I am a teapot", "", "answered 418", "HF_ENDPOINT")]
    public async Task Run_Refusal_SaysWhatToDo(string status, string code, string message, string advice)
    {
        _server.Instead = (_, _, _) => HubServer.Answer(status, $"X-Error-Code: {code}\r\n");
        HeedException error = await Refused(message, advice);
        Assert.DoesNotContain("hf_secret", error.Message);
    }

    [Fact]
    public async Task Run_PassingFault_IsTriedAgain()
    {
        _server.Instead = (method, path, turn) => turn == 0 && method == "GET" ? HubServer.Answer("503 Service Unavailable") : null;
        AssertWhole(await Pull());
    }

    [Theory]
    [InlineData("not json", "expected JSON")]
    [InlineData("[]", "expected a list of files with the commit")]
    [InlineData("""{"sha": "../../x", "siblings": []}""", "expected a list of files with the commit")]
    [InlineData("""{"sha": "0123456789abcdef0123456789abcdef01234567", "siblings": [{}]}""", "\"rfilename\"")]
    public async Task Run_MalformedList_IsRefused(string list, string message)
    {
        _server.Instead = (_, path, _)
            => path.StartsWith("/api", StringComparison.Ordinal) ? HubServer.Answer("200 OK", "", Encoding.UTF8.GetBytes(list)) : null;
        await Refused(message);
    }

    [Fact]
    public async Task Run_RedirectionForEver_IsRefused()
    {
        _server.Instead = (_, path, _) => HubServer.Answer("302 Found", $"Location: {path}\r\n");
        await Refused("redirects more than 10 times");
    }

    [Fact]
    public async Task Run_RelativeRedirectionOfTheList_IsFollowed()
    {
        _server.Instead = (_, path, _) => path.StartsWith("/api/models/org/old", StringComparison.Ordinal)
            ? HubServer.Answer("307 Temporary Redirect", "Location: /api/models/org/name/revision/main\r\n")
            : path.StartsWith("/org/old/", StringComparison.Ordinal)
                ? HubServer.Answer("307 Temporary Redirect", $"Location: {path.Replace("old", "name")}\r\n") : null;
        PullResult result = await HubPull.RunAsync(HubReference.Parse("org/old"), Settings,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(3, result.Files.Count);
    }

    [Fact]
    public async Task Run_TagThatIsNoChecksum_IsRefused()
    {
        _server.Instead = (method, path, _)
            => method == "HEAD" ? HubServer.Answer("200 OK", "ETag: \"../../evil\"\r\n", new byte[3]) : null;
        await Refused("expected a SHA-256 or git SHA-1 as ETag; got '../../evil'");
    }

    [Fact]
    public async Task Run_OtherCommit_IsRefused()
    {
        _server.Instead = (method, path, _) => method == "HEAD"
            ? HubServer.Answer("200 OK", $"ETag: \"{new string('a', 40)}\"\r\nX-Repo-Commit: {new string('b', 40)}\r\n") : null;
        await Refused("the server answers for 'bbbb");
    }

    [Fact]
    public async Task Run_SilentServer_IsGivenUp()
    {
        HubSettings settings = Settings with { Silence = TimeSpan.FromMilliseconds(200), Endpoint = new Uri("http://127.0.0.1:9/") };
        HeedException error = await Assert.ThrowsAsync<HeedException>(()
            => HubPull.RunAsync(_reference, settings, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("cannot be reached or broke off 3 times", error.Message);
    }

    [Fact]
    public async Task Run_Stopped_KeepsThePartAndWritesNoRef()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HubPull.RunAsync(
            _reference, Settings, progress: p
                => { if (p is { File: "model.safetensors", Received: > 0 }) stop.Cancel(); }, cancellation: stop.Token));
        Assert.False(File.Exists(Path.Combine(Repository, "refs", "main")));
        AssertWhole(await Pull());
    }

    [Fact]
    public async Task Run_TwoAtOnce_BothGetTheModel()
    {
        PullResult[] results = await Task.WhenAll(Pull(), Pull(), Pull());
        Assert.All(results, AssertWhole);
        Assert.Equal(1, _server.Requests.Count(r => r.Path == Weights));
    }

    [Fact]
    public async Task Run_DamagedBlob_IsFetchedAgain()
    {
        PullResult first = await Pull();
        File.WriteAllText(Path.Combine(Repository, "blobs", _server.ChecksumOf("model.safetensors")), "short");
        AssertWhole(await Pull());
        Assert.Equal(first.Folder, HubCache.Find(_reference, Settings));
    }

    [Fact]
    public async Task Run_Patterns_ChooseTheWeights()
    {
        _server.Files["m-Q8_0.gguf"] = [1, 2, 3];
        _server.Files["m-Q4_0.gguf"] = [4];
        PullResult result = await HubPull.RunAsync(_reference, Settings, ["*Q8_0.gguf"],
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["config.json", "1_Pooling/config.json", "m-Q8_0.gguf"], result.Files.Select(f => f.Name));
        Assert.Equal(["model.safetensors", "README.md", "m-Q4_0.gguf"], result.LeftOut);
        HeedException error = await Assert.ThrowsAsync<HeedException>(()
            => HubPull.RunAsync(_reference, Settings, ["*.bin"], cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("expected a file of 'org/name' that fits '*.bin'; there are config.json", error.Message);
    }

    [Fact]
    public async Task Run_WithoutSafetensors_NamesTheGgufFiles()
    {
        _server.Files.Remove("model.safetensors");
        await Refused("Heed reads safetensors and GGUF");
        _server.Files["m-Q8_0.gguf"] = [1];
        await Refused("GGUF files: m-Q8_0.gguf. Choose one, such as --file \"m-Q8_0.gguf\"");
    }

    [Fact]
    public async Task Run_Shards_ComeWithTheirIndex()
    {
        _server.Files.Remove("model.safetensors");
        _server.Files["model.safetensors.index.json"] = """{"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}"""u8.ToArray();
        _server.Files["model-00001-of-00002.safetensors"] = [1];
        _server.Files["model-00002-of-00002.safetensors"] = [2];
        _server.Files["consolidated.safetensors"] = [3];
        PullResult result = await Pull();
        Assert.Equal(["README.md", "consolidated.safetensors"], result.LeftOut);
        File.Delete(Path.Combine(result.Folder, "model-00002-of-00002.safetensors"));
        AssertPartial("'model-00002-of-00002.safetensors' is missing");
    }

    [Fact]
    public async Task Run_Commit_NeedsNoRef()
    {
        PullResult result = await HubPull.RunAsync(HubReference.Parse($"org/name@{HubServer.Commit}"), Settings,
            cancellation: TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(Path.Combine(Repository, "refs")));
        Assert.Equal(result.Folder, HubCache.Find(result.Reference, Settings));
    }

    [Fact]
    public async Task Run_Offline_GivesWhatTheCacheHas()
    {
        HubSettings offline = Settings with { Offline = true };
        HeedException error = await Assert.ThrowsAsync<HeedException>(()
            => HubPull.RunAsync(_reference, offline, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("HF_HUB_OFFLINE is set", error.Message);
        Assert.Empty(_server.Requests);
        await Pull();
        PullResult kept = await HubPull.RunAsync(_reference, offline, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([2, 8, 300_000], kept.Files.Select(f => f.Size).Order());
    }

    [Fact]
    public async Task Find_HalfWrittenEntry_SaysWhatToRun()
    {
        Assert.Contains("heed pull org/name", Assert.Throws<HeedException>(() => HubCache.Find(_reference, Settings)).Message);
        PullResult result = await Pull();
        File.Move(Path.Combine(Repository, "blobs", _server.ChecksumOf("model.safetensors")), Incomplete("model.safetensors"));
        AssertPartial("'model.safetensors' is a link to a file that is not there");
        File.Delete(Path.Combine(result.Folder, "model.safetensors"));
        AssertPartial("'model.safetensors' is missing, and a transfer was cut short");
        File.Delete(Path.Combine(result.Folder, "config.json"));
        AssertPartial("'config.json' is missing");
        File.WriteAllText(Path.Combine(Repository, "refs", "main"), "../../..");
        Assert.Contains("expected a commit of 40 hexadecimal digits",
            Assert.Throws<HeedException>(() => HubCache.Find(_reference, Settings)).Message);
    }

    private Task<PullResult> Pull() => HubPull.RunAsync(_reference, Settings, cancellation: TestContext.Current.CancellationToken);

    private async Task<HeedException> Refused(params string[] parts)
    {
        HeedException error = await Assert.ThrowsAsync<HeedException>(Pull);
        foreach (string part in parts) Assert.Contains(part, error.Message);
        Assert.False(File.Exists(Path.Combine(Repository, "refs", "main")));
        return error;
    }

    private void AssertWhole(PullResult result)
        => Assert.Equal(_server.Files["model.safetensors"], File.ReadAllBytes(Path.Combine(result.Folder, "model.safetensors")));

    private void AssertNothingLeft(string name)
    {
        Assert.False(File.Exists(Incomplete(name)));
        Assert.False(File.Exists(Path.Combine(Repository, "blobs", _server.ChecksumOf(name))));
        Assert.False(File.Exists(Path.Combine(Repository, "snapshots", HubServer.Commit, name)));
    }

    private void AssertPartial(string what)
    {
        string message = Assert.Throws<HeedException>(() => HubCache.Find(_reference, Settings)).Message;
        Assert.Contains(what, message);
        Assert.Contains("heed pull org/name", message);
    }

    private string Incomplete(string name) => Path.Combine(Repository, "blobs", _server.ChecksumOf(name) + ".incomplete");
}
