using System.Text.Json;
using Microsoft.Playwright;

namespace Heed.Benchmarks;

/// <summary>A tour over a large map: in to single weights, along the diagonal, out again.</summary>
/// <param name="MadeMs">From asking for the map to its first tile.</param>
/// <param name="Tiles">From asking for a tile to its being drawn; hidden ones that are drawn without asking do not count.</param>
/// <param name="Jumps">The same after jumps to where nothing was looked at before.</param>
/// <param name="Screens">Looks at the map.</param>
/// <param name="Gaps">Looks at which a place inside the plane showed no tile at all.</param>
/// <param name="HeapBefore">Bytes of JavaScript's heap before, after a collection.</param>
/// <param name="HeapAfter">And after.</param>
internal sealed record StudioMapTour(double MadeMs, StudioTileTimes Tiles, StudioTileTimes Jumps, int Screens, int Gaps, long HeapBefore, long HeapAfter)
{
    /// <summary>Takes it.</summary>
    public static async Task<StudioMapTour> Take(IBrowser browser, StudioServerProcess server, int tokens, int steps)
    {
        Console.Error.WriteLine($"studio, map of {tokens} tokens …");
        await using IBrowserContext context = await browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(300_000);
        await page.AddInitScriptAsync("""
            window.tiles = [];
            new PerformanceObserver((list) => { for (const entry of list.getEntriesByName('heed-tile')) window.tiles.push([entry.startTime, entry.duration]); }).observe({ entryTypes: ['measure'] });
            """);
        await page.GotoAsync($"{server.Address}/#/map?model=tiny-long&example={tokens}&beyond=1");
        await page.WaitForFunctionAsync("() => window.tiles.length > 0");
        double made = await page.EvaluateAsync<double>("() => window.tiles[0][0] + window.tiles[0][1]");
        await page.WaitForTimeoutAsync(1500);
        ICDPSession session = await context.NewCDPSessionAsync(page);
        long before = await Heap(session);
        await page.EvaluateAsync("() => { window.tiles.length = 0; }");
        ILocator map = page.Locator(".leaflet-container").First;
        await map.FocusAsync();
        int screens = 0, gaps = 0;
        string[] keys = ["+", "ArrowRight", "ArrowDown", "+", "ArrowDown", "ArrowRight", "+", "ArrowLeft", "ArrowUp", "-", "ArrowDown", "ArrowRight"];
        for (int i = 0; i < steps; i++)
        {
            await page.Keyboard.PressAsync(keys[i % keys.Length]);
            for (int look = 0; look < 3; look++)
            {
                await page.WaitForTimeoutAsync(160);
                screens++;
                // A place of the plane that no tile covers, neither its own nor one of another level that stands in for it.
                if (await page.EvaluateAsync<bool>(Gap)) gaps++;
            }
        }
        await page.WaitForTimeoutAsync(500);
        double[][] tiles = await page.EvaluateAsync<double[][]>("() => window.tiles");
        long after = await Heap(session);
        return new StudioMapTour(made, Times(tiles), Times(await Jump(page, tokens)), screens, gaps, before, after);
    }

    private static StudioTileTimes Times(double[][] tiles) => StudioTileTimes.Of([.. tiles.Select(tile => tile[1])]);

    // Along the diagonal, where most is to be drawn, from one level to another.
    private static async Task<double[][]> Jump(IPage page, int tokens)
    {
        await page.EvaluateAsync("() => { window.tiles.length = 0; }");
        const int Jumps = 15;
        for (int i = 0; i < Jumps; i++)
        {
            await page.EvaluateAsync(
                "([x, y, z]) => { const there = new URLSearchParams(location.hash.split('?')[1]); there.set('x', x); there.set('y', y); there.set('z', z); location.hash = `#/map?${there}`; }",
                new[] { (i + 0.5) / Jumps * tokens, (i + 0.6) / Jumps * tokens, -(i % 4) });
            await page.WaitForTimeoutAsync(800);
        }
        return await page.EvaluateAsync<double[][]>("() => window.tiles");
    }

    // The middles of a grid of places in the map's frame that lie within the plane: the tiles' boxes are asked for each.
    private const string Gap = """
        () => {
          const frame = document.querySelector('.leaflet-container').getBoundingClientRect();
          const boxes = [...document.querySelectorAll('.leaflet-tile-loaded')].map((tile) => tile.getBoundingClientRect());
          if (boxes.length === 0) return true;
          const pending = [...document.querySelectorAll('.leaflet-tile:not(.leaflet-tile-loaded)')].map((tile) => tile.getBoundingClientRect());
          const covers = (all, x, y) => all.some((box) => box.left <= x && x < box.right && box.top <= y && y < box.bottom);
          for (let i = 1; i < 12; i++)
            for (let j = 1; j < 12; j++) {
              const [x, y] = [frame.left + (frame.width * i) / 12, frame.top + (frame.height * j) / 12];
              if (covers(pending, x, y) && !covers(boxes, x, y)) return true;
            }
          return false;
        }
        """;

    private static async Task<long> Heap(ICDPSession session)
    {
        await session.SendAsync("HeapProfiler.enable");
        await session.SendAsync("HeapProfiler.collectGarbage");
        await session.SendAsync("Performance.enable");
        JsonElement metrics = (await session.SendAsync("Performance.getMetrics"))!.Value;
        return (long)metrics.GetProperty("metrics").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "JSHeapUsedSize").GetProperty("value").GetDouble();
    }
}
