using Heed.Lens;
using Heed.Lens.Maps;
using Heed.Models;
using Heed.Studio.Pages.Map;

namespace Heed.Studio.Tests.Work;

public sealed class PyramidShelfTests
{
    private const int Tokens = 4200, Last = 5; // levels 0 … 5, of which 4 is kept

    [Fact]
    public void Cells_OfAHead_AreKept_WithinTheBytes()
    {
        using LanguageModel model = ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", "tiny-long"));
        using AttentionMaps maps = AttentionMaps.Of(model, new TokenBatch(new int[Tokens]) { BeyondWindow = true }, ["blocks.0.attn"]);
        var all = new PyramidShelf(PyramidShelf.UsualBytes);
        for (int head = 0; head < 3; head++) Assert.Equal(maps[0].Cells(head, Last).Largest, Look(all, head).Largest);
        Look(all, 0);
        Assert.Equal(3, all.Count);
        all.Forget(maps);
        Assert.Equal(0, all.Count);

        var one = new PyramidShelf(1);
        for (int head = 0; head < 3; head++) Look(one, head);
        Assert.Equal(1, one.Count);
        Assert.Throws<HeedException>(() => Look(one, 99));

        CellTile Look(PyramidShelf shelf, int head) => shelf.Cells(maps[0], head, Last, 0, 0, TestContext.Current.CancellationToken);
    }
}
