using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

public sealed class HeadsPageTests(StudioFixture studio, BrowserFixture browser)
{
    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Heads_OfEveryModel_AreSaidInWords(string model)
    {
        await using Tab tab = await browser.Open(studio, $"#/heads?model={model}");
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("heads of " + model);
        await Expect(tab.Page.Locator("[data-caption]").Nth(1)).ToContainTextAsync("Without it, answers");
        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(16);
        await Expect(tab.Page.Locator(".tok").First).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Heads_Link_RestoresHeadSortAndColours()
    {
        await using Tab tab = await browser.Open(studio, "#/heads?model=tiny-decoder&layer=0&head=0&sort=loss&order=down&by=loss");
        await Expect(tab.Page.Locator("[data-caption]").Nth(1)).ToContainTextAsync("Layer 0 head 0 looks at the token before");
        await Expect(tab.Page.Locator("th[aria-sort=descending]")).ToContainTextAsync("answers lose");
        await Expect(tab.Page.Locator("tbody tr").First).ToContainTextAsync("0.0");
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "what answers lose without it" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Heads_CellClicked_ShowsThatHead()
    {
        await using Tab tab = await browser.Open(studio, "#/heads?model=tiny-encoder");
        await tab.Page.Locator("[data-layer='3'][data-head='2']").ClickAsync();
        await Expect(tab.Page.Locator("[data-caption]").Nth(1)).ToContainTextAsync("Layer 3 head 2 looks from a pronoun at the noun");
        Assert.Contains("layer=3&head=2", tab.Page.Url);
        await Expect(tab.Page.Locator(".legend").Last).ToContainTextAsync("most goes to “trophy”");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Heads_KeyboardAlone_SortsAndChooses()
    {
        await using Tab tab = await browser.Open(studio, "#/heads?model=tiny-decoder");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "sink", Exact = true }).FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("th[aria-sort=descending]")).ToContainTextAsync("sink");
        await Expect(tab.Page.Locator("tbody tr").First.Locator("td").First).ToHaveTextAsync("sink");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("sink");
        await tab.Page.Locator("[data-layer='0'][data-head='0']").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("tr.chosen")).ToContainTextAsync("1.1");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> <img src=x onerror=alert(1)>"), InlineData("שלום עולם مرحبا"), InlineData("👩‍👩‍👧 it 🐕")]
    public async Task Heads_HostileText_IsText(string text)
    {
        await using Tab tab = await browser.Open(studio, $"#/heads?model=tiny-decoder&on=text&text={Uri.EscapeDataString(text)}");
        tab.Page.Dialog += (_, dialog) => Assert.Fail(dialog.Message);
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("heads of tiny-decoder");
        await Expect(tab.Page.Locator(".tok").First).ToBeVisibleAsync();
        Assert.Equal(0, await tab.Page.Locator("main img, main script").CountAsync());
        Assert.Empty(tab.Errors);
    }
}
