using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Tests.Stores;

/// <summary>What every store of versions does.</summary>
public abstract class VersionStoreContract
{
    /// <summary>Where the test's store is.</summary>
    protected abstract string Address { get; }

    /// <summary>Opens the test's store once more.</summary>
    private IPromptStore Open() => PromptStores.Open(Address);

    [Fact]
    public void Record_NewContent_IsANewNumber()
    {
        using IPromptStore store = Open();
        RecordedVersion one = store.Record(Version("one") with { Message = "first\nof all", Source = "prompts/a.txt" }), two = store.Record(Version("two"));
        Assert.Equal((1, 2), (one.Number, two.Number));
        using IPromptStore other = Open();
        RecordedVersion[] read = [.. other.Versions("a/b")];
        Assert.Equal(["one", "two"], read.Select(version => version.Content.Text));
        Assert.Equal((one.Hash, one.Created, "Ada", "first\nof all", "prompts/a.txt"), (read[0].Hash, read[0].Created, read[0].Author, read[0].Message,
            read[0].Source));
        Assert.Null(read[1].Source);
        Assert.Equal(one.Hash, read[0].Content.Hash);
        Assert.Equal(["a/b"], other.Prompts());
        Assert.Empty(other.Versions("A/B"));
    }

    [Fact]
    public void Record_SameContent_IsTheSameVersion()
    {
        using IPromptStore store = Open();
        RecordedVersion one = store.Record(Version("text", "{\"a\":1.0,\"b\":2}"));
        store.Record(Version("other"));
        RecordedVersion again = store.Record(Version("text", "{ \"b\": 2, \"a\": 1 }") with { Author = "Bob", Message = "again" });
        Assert.Equal((one.Number, one.Hash, "Ada", ""), (again.Number, again.Hash, again.Author, again.Message));
        Assert.Equal(2, store.Versions("a/b").Count);
    }

    [Fact]
    public void Record_AtOnce_NumbersEachOnce()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            using IPromptStore store = Open();
            store.Record(Version($"own {writer}"));
            store.Record(Version("shared"));
        });
        using IPromptStore reader = Open();
        Assert.Equal(Enumerable.Range(1, 9), reader.Versions("a/b").Select(version => version.Number));
    }

    [Fact]
    public void Record_OddNames_AreKeptApart()
    {
        using IPromptStore store = Open();
        string[] names = ["", "A", "a", "..", "a b", "a/b", "a-b", new string('x', 300), "Grüße\n😀"];
        Assert.Throws<HeedException>(() => store.Record(Version("text") with { Prompt = names[0] }));
        foreach (string name in names.Skip(1)) store.Record(Version(name) with { Prompt = name });
        Assert.Equal(names.Skip(1).Order(StringComparer.Ordinal), store.Prompts());
        foreach (string name in names.Skip(1)) Assert.Equal(name, Assert.Single(store.Versions(name)).Content.Text);
    }

    [Fact]
    public void Move_Labels_KeepsEveryEvent()
    {
        using IPromptStore store = Open();
        string[] hashes = [.. new[] { "one", "two", "three" }.Select(text => store.Record(Version(text)).Hash)];
        var registry = new PromptRegistry(store);
        var move = new LabelMove("a/b", "production", "Ada", "why");
        registry.Move(move, "1");
        registry.Move(move, "2");
        registry.Move(move with { Label = "staging" }, "production");
        Assert.Null(registry.Move(move, hashes[1][..6]));
        registry.Move(move, "latest");
        LabelEvent[] events = [.. store.LabelEvents("a/b")];
        Assert.Equal([(null, hashes[0]), (hashes[0], hashes[1]), (null, hashes[1]), (hashes[1], hashes[2])], events.Select(moved => (moved.Old, moved.New!)));
        Assert.All(events.Zip(events.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
        Assert.Equal(("Ada", "why", false), (events[0].Author, events[0].Reason, events[0].IsRollback));
        Assert.Equal(hashes[2], registry.Resolve(PromptReference.Parse("a/b@production")).Hash);
        Assert.Equal(hashes[1], registry.Labels("a/b")["staging"]);

        // Back, and further back; then there is no further.
        Assert.Equal(hashes[1], registry.Rollback(move).New);
        LabelEvent back = registry.Rollback(move);
        Assert.Equal((hashes[1], hashes[0], true), (back.Old, back.New, back.IsRollback));
        Assert.Contains("no other version", Assert.Throws<HeedException>(() => registry.Rollback(move)).Message);
        registry.Remove(move);
        Assert.Equal(["staging"], registry.Labels("a/b").Keys);
        Assert.Equal(hashes[0], registry.Rollback(move).New);
        Assert.Contains("staging", Assert.Throws<HeedException>(() => registry.Remove(move with { Label = "none" })).Message);
    }

    private static NewVersion Version(string text, string? parameters = null)
        => new("a/b", new PromptVersion(text, parameters is null ? default : Samples.Json(parameters), "tiny"), "Ada");
}
