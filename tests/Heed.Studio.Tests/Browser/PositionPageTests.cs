using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

public sealed class PositionPageTests(StudioFixture studio, BrowserFixture browser)
{
    private const string Small = "&lengths=60,100&depths=0,50,100&samples=2";

    [Theory]
    [InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Position_OfEveryDecoder_SaysBestAndWorst(string model)
    {
        await using Tab tab = await browser.Open(studio, $"#/position?model={model}{Small}");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("100 tokens:");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("ttention");
        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(9);
        await Expect(tab.Page.Locator("[role=option]")).ToHaveCountAsync(18);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Position_OfAnEncoder_OffersADecoder()
    {
        await using Tab tab = await browser.Open(studio, "#/position?model=tiny-encoder&lengths=64&depths=0&samples=1");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("expected a decoder");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Take tiny-long" }).ClickAsync();
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("64 tokens");
        Assert.Contains("model=tiny-long", tab.Page.Url);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Position_Link_RestoresTheQuestionAndWhatIsShown()
    {
        await using Tab tab = await browser.Open(studio, $"#/position?model=tiny-decoder&task=needle&seed=5&show=right{Small}");
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "share right" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(tab.Page.GetByLabel("Lengths, in tokens")).ToHaveValueAsync("60,100");
        await Expect(tab.Page.GetByLabel("Find")).ToHaveValueAsync("needle");
        await Expect(tab.Page.GetByLabel("Seed")).ToHaveValueAsync("5");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Position_KeyboardAlone_MeasuresAndReadsPoints()
    {
        await using Tab tab = await browser.Open(studio, $"#/position?model=tiny-decoder{Small}");
        await tab.Page.GetByLabel("Lengths, in tokens").FillAsync("80");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("80 tokens");
        Assert.Contains("lengths=80", tab.Page.Url);
        await tab.Page.Locator("[role=option]").First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(tab.Page.Locator("[role=option][aria-selected=true]")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("depth 50 %: margin"));
        await Expect(tab.Page.Locator(".tip")).ToContainTextAsync("depth 50 %");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Position_WrongNumbers_AreToldWithoutAsking()
    {
        await using Tab tab = await browser.Open(studio, $"#/position?model=tiny-decoder&lengths=many");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("lengths: expected numbers with commas");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>"), InlineData("שלום"), InlineData("👩‍👩‍👧")]
    public async Task Position_HostileFile_IsText(string words)
    {
        string file = $"span: \"The code of {words} is 42.\"\nquestion: What is the code? It is\nanswer: \"42\"\nfiller: The dog saw the cat.\nlengths: [90]\ndepths: [0, 100]";
        await using Tab tab = await browser.Open(studio, $"#/position?model=tiny-decoder&task=file&file={Uri.EscapeDataString(file)}");
        tab.Page.Dialog += (_, dialog) => Assert.Fail(dialog.Message);
        await Expect(tab.Page.Locator(".example")).ToContainTextAsync(words);
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("90 tokens");
        Assert.Equal(0, await tab.Page.Locator("main script").CountAsync());
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Position_Stopped_SaysSo()
    {
        await using Tab tab = await browser.Open(studio, "#/position?model=tiny-long&lengths=4096&samples=20");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(tab.Page.GetByText("Stopped.")).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }
}
