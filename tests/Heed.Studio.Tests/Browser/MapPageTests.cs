using System.Globalization;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

public sealed class MapPageTests(StudioFixture studio, BrowserFixture browser)
{
    private const string Long = "#/map?example=20000&model=tiny-long&beyond=1";

    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Map_Opened_ShowsEveryHead(string model)
    {
        await using Tab tab = await browser.Open(studio, $"#/map?model={model}");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("Each cell is one exact weight");
        await Expect(tab.Page.Locator(".thumbs button")).ToHaveCountAsync(16);
        await Expect(tab.Page.Locator(".map canvas")).ToHaveCountAsync(1);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Map_Link_RestoresTheView()
    {
        await using Tab tab = await browser.Open(studio, "#/map?model=tiny-encoder&layer=3&head=0&q=10&k=2&x=8&y=8&z=4&scale=linear&top=0.3");
        await Expect(tab.Page.Locator("[data-exact]")).ToHaveTextAsync("80.8 %");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("it (token 10) gives trophy (token 2)");
        await Expect(tab.Page.GetByLabel("Colours")).ToHaveValueAsync("linear");
        await Expect(tab.Page.GetByLabel("Full colour at")).ToHaveValueAsync("0.3");
        Assert.Contains("z=4", tab.Page.Url);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Map_HeadPicked_ChangesTheMapAndTheLink()
    {
        await using Tab tab = await browser.Open(studio, "#/map?model=tiny-encoder");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "layer 1, head 2" }).ClickAsync();
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("Layer 1, head 2 of tiny-encoder");
        Assert.Contains("layer=1", tab.Page.Url);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Map_TwentyThousandTokens_ZoomsDownToSingleWeights()
    {
        await using Tab tab = await browser.Open(studio, Long);
        await Expect(tab.Page.Locator("[data-beyond]")).ToContainTextAsync("trained on texts of up to 4,096 tokens", new() { Timeout = 60_000 });
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("the largest of 32 × 32 weights");
        await tab.Page.Locator(".map").FocusAsync();
        for (int side = 16; side > 1; side /= 2)
        {
            await tab.Page.Keyboard.PressAsync("+");
            await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync($"the largest of {side} × {side} weights");
        }
        await tab.Page.Keyboard.PressAsync("+");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("Each cell is one exact weight");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("[data-exact]")).Not.ToHaveTextAsync("…");
        // Tiles that left the screen are dropped.
        for (int i = 0; i < 30; i++) await tab.Page.Keyboard.PressAsync("ArrowUp");
        Assert.InRange(await tab.Page.Locator(".map canvas").CountAsync(), 1, 80);
        await tab.Page.Keyboard.PressAsync("Home");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("the largest of 32 × 32 weights");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Map_Moved_TheWholePlaneLiesUnderTheTiles_AndHiddenTilesAreNotAskedFor()
    {
        await using Tab tab = await browser.Open(studio, "#/map?example=3000&model=tiny-long&layer=3&head=0&x=2400&y=500&z=-1");
        ILocator under = tab.Page.Locator(".leaflet-layer").Nth(1).Locator("canvas.leaflet-tile-loaded");
        await Expect(under).ToHaveCountAsync(1);
        var asked = new List<string>();
        tab.Page.Request += (_, request) => { if (request.Url.Contains("/tile?", StringComparison.Ordinal)) lock (asked) asked.Add(request.Url); };
        await tab.Page.Locator(".map").FocusAsync();
        await tab.Page.Keyboard.PressAsync("+");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("Each cell is one exact weight");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(under).ToHaveCountAsync(1);
        // Keys from 1700 on, queries up to 900: far above the diagonal of a causal model. What is fetched ahead, a step back, may reach it.
        lock (asked) Assert.DoesNotContain(asked, address => address.Contains("layer=3&head=0", StringComparison.Ordinal) && IsAboveTheDiagonal(address));
        Assert.Equal(255, Assert.Single(await tab.Page.EvaluateAsync<int[]>(Alphas)));

        // The plane ends within the last cell of the coarsest tile, and so does what is drawn.
        Assert.Contains("inset(", await under.EvaluateAsync<string>("tile => tile.style.clipPath"));

        // Another head's plane takes its place.
        await under.EvaluateAsync("tile => { tile.dataset.old = 'yes'; }");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "layer 3, head 2" }).ClickAsync();
        await Expect(tab.Page.Locator(".leaflet-layer canvas[data-old]")).ToHaveCountAsync(0);
        await Expect(under).ToHaveCountAsync(1);
        Assert.Empty(tab.Errors);
    }

    // A tile of 256 × 256 cells whose first key comes after its last query.
    private static bool IsAboveTheDiagonal(string address)
    {
        var numbers = System.Web.HttpUtility.ParseQueryString(new Uri(address).Query);
        return int.Parse(numbers["column"]!, CultureInfo.InvariantCulture) > int.Parse(numbers["row"]!, CultureInfo.InvariantCulture);
    }

    // Of every tile that is drawn at single weights: a pixel's alpha.
    private const string Alphas = """
        () => [...new Set([...document.querySelector('.leaflet-layer').querySelectorAll('canvas.leaflet-tile-loaded')].map((tile) => tile.getContext('2d').getImageData(5, 5, 1, 1).data[3]))]
        """;

    [Fact]
    public async Task Map_WordJumpedTo_IsAtTheCrosshair()
    {
        await using Tab tab = await browser.Open(studio, "#/map?example=2000&model=tiny-long");
        await tab.Page.GetByLabel("Jump to a word").FillAsync("code");
        await Expect(tab.Page.Locator(".jump [role=status]")).Not.ToHaveTextAsync("");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("At the crosshair, code (token");
        await Expect(tab.Page.Locator(".jump [role=status]")).ToContainTextAsync("1 of ");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator(".jump [role=status]")).ToContainTextAsync("2 of ");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Map_KeyboardAlone_MovesTheCrosshair()
    {
        await using Tab tab = await browser.Open(studio, "#/map?model=tiny-encoder&q=10&k=2");
        await Expect(tab.Page.Locator("[data-exact]")).ToHaveTextAsync("80.8 %");
        await tab.Page.Locator(".map").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("it (token 10) gives would (token 3)");
        await tab.Page.Keyboard.PressAsync("Shift+ArrowUp");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("because (token 9) gives would (token 3)");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> <img src=x onerror=alert(1)>"), InlineData("שלום עולם 👩‍👩‍👧 مرحبا")]
    public async Task Map_HostileText_IsText(string text)
    {
        await using Tab tab = await browser.Open(studio, $"#/map?model=tiny-decoder&q=2&k=1&text={Uri.EscapeDataString(text)}");
        await Expect(tab.Page.Locator("[data-exact]")).Not.ToHaveTextAsync("…");
        Assert.Equal(0, await tab.Page.Locator("main img").CountAsync());
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Map_StudioStartedAgain_ComesBackByItself()
    {
        using ModelShelf shelf = StudioFixture.Shelf();
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0 }, shelf);
        await using Tab tab = await browser.Open(studio);
        await tab.Page.GotoAsync($"{address}/#/map?model=tiny-encoder");
        await Expect(tab.Page.Locator(".map canvas")).ToHaveCountAsync(1);
        using (var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1))) await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "layer 1, head 2" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The studio does not answer");
        (app, _) = await StudioFixture.Start(new StudioOptions { Port = new Uri(address).Port }, shelf);
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("head 2");
        await Expect(tab.Page.Locator(".map canvas")).ToHaveCountAsync(1);
        Assert.Empty(tab.Errors);
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
    }
}
