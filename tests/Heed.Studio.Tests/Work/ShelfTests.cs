using Heed.Studio.Work;

namespace Heed.Studio.Tests.Work;

public sealed class ShelfTests
{
    [Fact]
    public void Use_SameKey_MakesOnce()
    {
        using var shelf = new Shelf<string, Thing>(2);
        int made = 0;
        for (int i = 0; i < 3; i++) Assert.Equal("a", shelf.Use("a", () => { made++; return new Thing("a"); }, thing => thing.Name, CancellationToken.None));
        Assert.Equal(1, made);
    }

    [Fact]
    public void Use_MoreThanFit_DisposesTheLongestUnused()
    {
        var things = new Dictionary<string, Thing>();
        using var shelf = new Shelf<string, Thing>(2);
        foreach (string name in new[] { "a", "b", "a", "c" }) shelf.Use(name, () => things[name] = new Thing(name), thing => thing.Name, CancellationToken.None);
        Assert.Equal([false, true, false], new[] { "a", "b", "c" }.Select(name => things[name].IsDisposed));
    }

    [Fact]
    public void Use_ThrownOutInUse_IsDisposedAfterwards()
    {
        using var shelf = new Shelf<string, Thing>(1);
        Thing? kept = null;
        shelf.Use("a", () => kept = new Thing("a"), thing =>
        {
            shelf.Use("b", () => new Thing("b"), other => other.Name, CancellationToken.None);
            Assert.False(thing.IsDisposed);
            return 0;
        }, CancellationToken.None);
        Assert.True(kept!.IsDisposed);
    }

    [Fact]
    public void Use_CannotBeMade_IsTriedAgain()
    {
        using var shelf = new Shelf<string, Thing>(1);
        Assert.Throws<InvalidOperationException>(() => shelf.Use("a", () => throw new InvalidOperationException(), thing => thing.Name, CancellationToken.None));
        Assert.Equal("a", shelf.Use("a", () => new Thing("a"), thing => thing.Name, CancellationToken.None));
    }

    private sealed class Thing(string name) : IDisposable
    {
        public string Name { get; } = name;
        public bool IsDisposed { get; private set; }
        public void Dispose() => IsDisposed = true;
    }
}
