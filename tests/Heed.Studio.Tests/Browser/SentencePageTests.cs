using System.Text.Json;
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

    /// <summary>Of a long text one row comes at a time: a link's word must be shown with its own weights, not with those of the row that came first.</summary>
    [Fact]
    public async Task Sentence_LongTextWithAWordInTheLink_ShowsThatWordsWeights()
    {
        string text = "The trophy would not fit in the suitcase because it was too big. " + string.Join(' ', Enumerable.Repeat("The dog saw the cat.", 30));
        (_, JsonElement json) = await studio.Post("sentence", new { text, from = 40 }, TestContext.Current.CancellationToken);
        string word = json.GetProperty("tokens")[40].GetProperty("text").GetString()!;
        await using Tab tab = await browser.Open(studio, $"#/sentence?from=40&text={Uri.EscapeDataString(text)}");
        int tokens = json.GetProperty("tokens").GetArrayLength(), layer = json.GetProperty("telling")[0].GetInt32();
        float[] mean = [.. json.GetProperty("means").EnumerateArray().Skip(layer * tokens).Take(tokens).Select(value => value.GetSingle())];
        int best = Enumerable.Range(0, tokens).Where(token => !json.GetProperty("tokens")[token].GetProperty("isSink").GetBoolean()).MaxBy(token => mean[token]);
        string percent = (100 * mean[best]).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
        await Expect(tab.Page.Locator("[data-caption]").First)
            .ToContainTextAsync($"In layer {layer}, {word} attends most to {json.GetProperty("tokens")[best].GetProperty("text").GetString()} ({percent} %)");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Sentence_LinkWithATokenThatIsNone_IsShownAllTheSame()
    {
        await using Tab tab = await browser.Open(studio, "#/sentence?from=-5&layer=1.5");
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("it attends most to trophy");
        Assert.Empty(tab.Errors);
    }
}
