using System.Text;
using Heed.Prompts.Stores;
using Heed.Prompts.Stores.Files;
using Heed.Prompts.Stores.Files.Index;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Tests.Stores;

/// <summary>What a store of files does when files are torn, damaged, missing, or of another version.</summary>
public sealed class FileStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.File("store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NothingThere_MakesNothing()
    {
        using FileStore store = FileStore.Open(Folder);
        Assert.Empty(store.Search(new TraceQuery()).Traces);
        Assert.Empty(store.Prompts());
        Assert.Null(store.Find("x"));
        Assert.Equal(0, store.Verify().Bytes);
        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData("heed-store 2\n", "a newer Heed")]
    [InlineData("heed-store x", "expected 'heed-store 1'")]
    [InlineData("", "expected 'heed-store 1'")]
    public void Open_OtherFormat_IsRefused(string format, string message)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "format"), format);
        Assert.Contains(message, Assert.Throws<HeedException>(() => PromptStores.Open(Folder)).Message);
    }

    [Fact]
    public void Append_StoreBecameNewerMeanwhile_SearchIsRefused()
    {
        using FileStore store = FileStore.Open(Folder);
        store.Append(Samples.Plain(1));
        File.WriteAllText(Path.Combine(Folder, "format"), "heed-store 2\n");
        Assert.Contains("a newer Heed", Assert.Throws<HeedException>(() => store.Search(new TraceQuery())).Message);
    }

    [Fact]
    public void Open_NoStore_IsRefused()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "mine");
        Assert.Contains("Name another folder", Assert.Throws<HeedException>(() => PromptStores.Open(Folder)).Message);
        Assert.Contains("is a file", Assert.Throws<HeedException>(() => PromptStores.Open(Path.Combine(Folder, "notes.txt"))).Message);
        Assert.Contains("nosuch", Assert.Throws<HeedException>(() => PromptStores.Open("nosuch://x")).Message);
        Assert.Throws<HeedException>(() => PromptStores.Open(""));
    }

    [Fact]
    public void Search_TailTornAtEveryByte_FindsAllBefore()
    {
        using (FileStore store = FileStore.Open(Folder)) store.Append(Samples.Plain(1), Samples.Full("last"));
        string file = Segment();
        byte[] whole = File.ReadAllBytes(file);
        int lastLine = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = lastLine; length < whole.Length; length += Math.Max(1, (whole.Length - lastLine) / 40))
        {
            File.WriteAllBytes(file, whole[..length]);
            using FileStore store = FileStore.Open(Folder);
            Assert.Equal(["00000001"], store.Search(new TraceQuery()).Traces.Select(trace => trace.Id));
            Assert.Equal(length == lastLine ? 0 : 1, store.Verify().Damages.Count(damage => damage.IsTornTail));
            store.Append(Samples.Plain(2));
            Assert.Equal(2, store.Search(new TraceQuery()).Count);
            foreach (string other in Directory.GetFiles(Path.Combine(Folder, "traces")).Where(other => other != file)) File.Delete(other);
        }
    }

    [Fact]
    public void Search_DamagedLine_PassesOverThatAlone()
    {
        using (FileStore store = FileStore.Open(Folder)) store.Append([.. Enumerable.Range(0, 3).Select(Samples.Plain)]);
        string file = Segment();
        File.WriteAllText(file, File.ReadAllText(file).Replace("question 1", "question X"));
        using FileStore again = FileStore.Open(Folder);
        Assert.Equal(["00000002", "00000000"], again.Search(new TraceQuery()).Traces.Select(trace => trace.Id));
        StoreDamage damage = Assert.Single(again.Verify().Damages);
        Assert.False(damage.IsTornTail);
        Assert.EndsWith("line 2", damage.Place);
    }

    [Fact]
    public void Segment_Lines_AreJsonForOtherTools()
    {
        using FileStore store = FileStore.Open(Folder);
        store.Append(Samples.Full("one"));
        System.Text.Json.JsonElement line = Samples.Json(File.ReadAllText(Segment()).TrimEnd('\n'));
        Assert.Equal("one", line.GetProperty("trace").GetProperty("id").GetString());
    }

    [Fact]
    public void Search_IndexInFiles_FindsWhatSegmentsHold()
    {
        Trace[] traces = [.. Enumerable.Range(0, 40).Select(i => Samples.Plain(i) with { Input = $"{new string('y', 100_000)} Needle{i}" })];
        using (FileStore store = FileStore.Open(Folder))
        {
            store.Append([.. traces.Take(30)]);
            Assert.Equal(30, store.Search(new TraceQuery { Text = "needle" }).Count);
            store.Append([.. traces.Skip(30)]);
            store.Annotate(TraceNote.Now(traces[3].Id, "x") with { Tags = ["noted"] });
        }
        string[] index = Directory.GetFiles(Path.Combine(Folder, "index"), "*.idx");
        Assert.NotEmpty(index);
        Check();
        File.WriteAllText(index[0], "no index");
        Check();
        File.WriteAllBytes(index[0], new byte[1000]);
        Check();
        Directory.Delete(Path.Combine(Folder, "index"), recursive: true);
        Check();

        void Check()
        {
            using FileStore store = FileStore.Open(Folder);
            Assert.Equal([traces[37].Id], store.Search(new TraceQuery { Text = "NEEDLE37" }).Traces.Select(trace => trace.Id));
            Assert.Equal([traces[3].Id], store.Search(new TraceQuery { Tags = ["noted"] }).Traces.Select(trace => trace.Id));
            Assert.Equal(40, store.Search(new TraceQuery()).Count);
        }
    }

    [Fact]
    public void Refresh_IndexInFiles_IsAllThatIsRead()
    {
        // More than one piece, in more than one segment.
        for (int segment = 0; segment < 2; segment++)
            using (FileStore store = FileStore.Open(Folder))
                store.Append([.. Enumerable.Range(40 * segment, 40).Select(i => Samples.Plain(i) with { Input = new string('y', 600_000) })]);
        using (var index = new TraceIndex(Folder)) index.Refresh();
        string[] files = Directory.GetFiles(Path.Combine(Folder, "index"), "*.idx");
        using var again = new TraceIndex(Folder);
        Assert.True(again.Refresh());
        Assert.Equal(files.Length, again.Parts.Length);
        Assert.Equal(80, again.Parts.Sum(part => part.Rows.Length));
        Assert.False(again.Refresh());
        Assert.Equal(files, Directory.GetFiles(Path.Combine(Folder, "index"), "*.idx"));
    }

    [Fact]
    public void Search_SegmentsReplaced_IndexIsMadeAnew()
    {
        using FileStore store = FileStore.Open(Folder);
        store.Append([.. Enumerable.Range(0, 30).Select(i => Samples.Plain(i) with { Input = new string('y', 100_000) + i })]);
        Assert.Equal(30, store.Search(new TraceQuery()).Count);
        store.Dispose();
        string file = Segment();
        // Other content under the same name, and no shorter: only a look into it can tell.
        string[] lines = File.ReadAllLines(file);
        File.WriteAllLines(file, lines.Reverse().Append(lines[0]));
        using FileStore again = FileStore.Open(Folder);
        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => Samples.Plain(i).Id), again.Search(new TraceQuery()).Traces.Select(trace => trace.Id));
        File.Delete(file);
        Assert.Empty(again.Search(new TraceQuery()).Traces);
    }

    [Fact]
    public void Append_FolderCannotBeWritten_SaysSo()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "format"), "heed-store 1\n");
        File.WriteAllText(Path.Combine(Folder, "traces"), "in the way");
        using FileStore store = FileStore.Open(Folder);
        Assert.Contains("cannot be written", Assert.Throws<HeedException>(() => store.Append(Samples.Plain(1))).Message);
    }

    [Fact]
    public void Verify_VersionChangedByHand_IsNamed()
    {
        using FileStore store = FileStore.Open(Folder);
        store.Record(new NewVersion("a", new PromptVersion("text", default, ""), "Ada"));
        string file = Directory.GetFiles(Path.Combine(Folder, "prompts"), "*.json", SearchOption.AllDirectories).Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"text\": \"text\"", "\"text\": \"other\""));
        Assert.Contains("it was changed", Assert.Single(store.Verify().Damages).Message);
        File.WriteAllText(file, "{}");
        Assert.Contains(file, Assert.Throws<HeedException>(() => store.Versions("a")).Message);
    }

    [Fact]
    public void Ignored_InGit_IsWhatIsDerivedOrSecret()
    {
        using FileStore store = FileStore.Open(Folder);
        store.Salt();
        Assert.Equal(["index/", "cache/", "salt", "lock", "*.tmp"], File.ReadAllLines(Path.Combine(Folder, ".gitignore"), Encoding.UTF8));
    }

    private string Segment() => Directory.GetFiles(Path.Combine(Folder, "traces")).Single();
}
