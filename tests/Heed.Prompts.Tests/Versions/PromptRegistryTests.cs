using Heed.Prompts.Stores.Files;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Tests.Versions;

public sealed class PromptRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileStore _store;
    private readonly PromptRegistry _registry;

    public PromptRegistryTests()
    {
        _store = FileStore.Open(_folder.File("store"));
        _registry = new PromptRegistry(_store);
        _store.Record(new NewVersion("a", new PromptVersion("one", default, ""), "Ada"));
        _store.Record(new NewVersion("a", new PromptVersion("two", default, ""), "Ada"));
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Resolve_Reference_FindsTheVersion()
    {
        string hash = new PromptVersion("one", default, "").Hash;
        Assert.Equal(2, _registry.Resolve(PromptReference.Parse("a")).Number);
        foreach (string which in new[] { "1", "v1", hash, hash[..4], hash[..12].ToUpperInvariant() }) Assert.Equal(hash,
            _registry.Resolve(new PromptReference("a", which)).Hash);
        Assert.Contains("there are a", Assert.Throws<HeedException>(() => _registry.Resolve(PromptReference.Parse("b"))).Message);
        foreach (string which in new[] { "3", "production", hash[..3] + "x" })
            Assert.Contains("a number from 1 to 2", Assert.Throws<HeedException>(() => _registry.Resolve(new PromptReference("a", which))).Message);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("a b")]
    public void Move_LabelThatCannotBe_IsRefused(string label)
        => Assert.Contains("label: expected", Assert.Throws<HeedException>(() => _registry.Move(new LabelMove("a", label, "Ada"), "1")).Message);

    [Fact]
    public void Labels_ChangedText_StaysAtTheOldVersion()
    {
        _registry.Move(new LabelMove("a", "production", "Ada"), "2");
        _store.Record(new NewVersion("a", new PromptVersion("two!", default, ""), "Ada"));
        Assert.Equal("two", _registry.Resolve(PromptReference.Parse("a@production")).Content.Text);
        Assert.Equal("two!", _registry.Resolve(PromptReference.Parse("a")).Content.Text);
    }
}
