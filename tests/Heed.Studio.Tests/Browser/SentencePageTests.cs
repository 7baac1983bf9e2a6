using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

public sealed class SentencePageTests(StudioFixture studio, BrowserFixture browser)
{
    [Fact]
    public async Task Sentence_Opened_SaysWhatItAttendsTo()
    {
        await using Tab tab = await browser.Open(studio);
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("it attends most to trophy");
        await Expect(tab.Page.Locator("[data-caption]").Nth(1)).ToContainTextAsync("In layer");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Sentence_WordPointedAt_IsShownAtOnce()
    {
        await using Tab tab = await browser.Open(studio);
        await tab.Page.Locator(".tok", new() { HasTextString = "suitcase" }).First.HoverAsync();
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("suitcase attends most to");
        Assert.Empty(tab.Errors);
    }
}
