using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

/// <summary>What a context costs, in a real browser.</summary>
public sealed class CostPageTests(StudioFixture studio, BrowserFixture browser)
{
    [Fact]
    public async Task Cost_Opened_SaysItInWordsAndPredictsTimes()
    {
        await using Tab tab = await browser.Open(studio, "#/cost");
        ILocator caption = tab.Page.Locator("[data-caption]");
        await Expect(caption).ToContainTextAsync("To read 32k tokens once, Llama 3 8B does");
        await Expect(caption).ToContainTextAsync("128 GiB of scores in each layer; Heed holds none");
        await Expect(tab.Page.GetByText("tokens on, attention costs more than everything else when a text is read")).ToBeVisibleAsync();
        await Expect(caption).ToContainTextAsync("On this machine reading should take");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Predicted time to read" })).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Cost_EveryModel_IsCounted(string model)
    {
        await using Tab tab = await browser.Open(studio, $"#/cost?of=model&model={model}&t=2k&lines=full,window,heads,int8");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync($"To read 2k tokens once, {model} does");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Predicted time to read" })).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Cost_Link_RestoresTheView()
    {
        await using Tab tab = await browser.Open(
            studio, "#/cost?of=own&shape=2.64.4.2.16.256.1000.4096.1.1.512&t=8k&to=128k&batch=3&cache=f32&lines=full,heads&heads=1&count=token&weights=f32");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("To read 3 texts of 8k tokens once, your shape does");
        await Expect(tab.Page.GetByLabel("Layers", new() { Exact = true })).ToHaveValueAsync("2");
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "the next token" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(tab.Page.GetByRole(AriaRole.Columnheader, new() { Name = "1 key-value head" }).First).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Columnheader, new() { Name = "every token sees all" }).First).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Columnheader, new() { Name = "int8 cache" })).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Cost_ShapeChanged_BecomesOnesOwn()
    {
        await using Tab tab = await browser.Open(studio, "#/cost");
        await tab.Page.GetByText("Change the shape").ClickAsync();
        await tab.Page.GetByLabel("Layers", new() { Exact = true }).FillAsync("16");
        await tab.Page.GetByLabel("Layers", new() { Exact = true }).PressAsync("Tab");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("your shape does");
        Assert.Contains("shape=16.4096.32.8", tab.Page.Url);
        await tab.Page.GetByLabel("Key-value heads", new() { Exact = true }).First.FillAsync("5");
        await tab.Page.GetByLabel("Key-value heads", new() { Exact = true }).First.PressAsync("Tab");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("divisor of the 32 query heads; got 5");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Cost_KeyboardOnly_ChoosesContextAndLines()
    {
        await using Tab tab = await browser.Open(studio, "#/cost");
        ILocator slider = tab.Page.GetByRole(AriaRole.Slider);
        await slider.FocusAsync();
        await slider.PressAsync("ArrowRight");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("To read 64k tokens once");
        ILocator point = tab.Page.GetByRole(AriaRole.Listbox, new() { Name = "Bytes of cache" }).GetByRole(AriaRole.Option).First;
        await point.FocusAsync();
        await point.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("To read 2k tokens once");
        ILocator line = tab.Page.GetByRole(AriaRole.Checkbox, new() { Name = "the cache were kept in int8" });
        await line.FocusAsync();
        await line.PressAsync("Space");
        await Expect(tab.Page.GetByRole(AriaRole.Columnheader, new() { Name = "int8 cache" })).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Cost_Config_IsReadAndHostileTextStaysText()
    {
        await using Tab tab = await browser.Open(studio, "#/cost?of=config");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("Qwen2ForCausalLM does");
        foreach (string text in (string[])["<script>alert(1)</script>", "مرحبا 👩‍👩‍👧", """{"architectures":["<img src=x onerror=alert(1)>"]}"""])
        {
            await tab.Page.GetByLabel("The text of a config.json").FillAsync(text);
            await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("config: ");
        }
        await Expect(tab.Page.Locator("main img")).ToHaveCountAsync(0);
        await tab.Page.GetByLabel("or exactly").FillAsync("<b>9</b>");
        await tab.Page.GetByLabel("or exactly").PressAsync("Tab");
        await Expect(tab.Page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Cost_LinkToNoShape_SaysSo()
    {
        await using Tab tab = await browser.Open(studio, "#/cost?of=nobody");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This link names no shape");
        Assert.Empty(tab.Errors);
    }
}
