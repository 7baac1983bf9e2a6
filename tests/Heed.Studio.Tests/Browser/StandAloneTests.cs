using Heed.Lens;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Metrics;
using Heed.Lens.Views;
using Heed.Models;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

/// <summary>Pages of <c>--html</c>, opened from a file.</summary>
public sealed class StandAloneTests(BrowserFixture browser)
{
    private const string Text = "The trophy would not fit in the suitcase because it was too big.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sentence_OpenedFromAFile_IsExploredWithoutAServer()
    {
        using LanguageModel model = Load("tiny-encoder");
        ReadText read = ReadText.Of(model, Text);
        var views = new AttendPictures(model, TokenAttention.Of(model, read, read.Find("it")), [0, 1, 2, 3], [0, 1, 2, 3], 3, 3);
        await using Tab tab = await Open(views.Html(StandAlone.Sentence(model, read, read.Find("it"), Cancellation)));
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("it attends most to trophy");
        await tab.Page.Locator(".tok").Nth(8).HoverAsync();
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("suitcase attends most to");
        await Expect(tab.Page.Locator("#heed-still")).ToBeHiddenAsync();
        await tab.Page.GetByText("Still pictures and tables").ClickAsync();
        await Expect(tab.Page.Locator("#heed-still table").First).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Why_OpenedFromAFile_SortsAndFilters()
    {
        using LanguageModel model = Load("tiny-decoder");
        Question question = Question.Of(model, "The trophy would not fit in the suitcase because it was too big. What was too big? The", "trophy", "suitcase");
        var why = EdgeConsequences.Of(question, new ConsequenceOptions { Check = 20 }, null, Cancellation);
        var heads = HeadEffects.Of(question, Ablation.Mean, cancellation: Cancellation);
        await using Tab tab = await Open(new WhyPictures(why, heads, Ablation.Mean).Html(StandAlone.Why(why, heads, "trophy", "suitcase")));
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("The answer trophy");
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "weight", Exact = true }).ClickAsync();
        await Expect(tab.Page.Locator("th[aria-sort=descending]")).ToContainTextAsync("weight");
        await Expect(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "cut" })).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Sentence_WithoutScripts_ShowsStillPictures()
    {
        using LanguageModel model = Load("tiny-encoder");
        ReadText read = ReadText.Of(model, Text);
        var views = new AttendPictures(model, TokenAttention.Of(model, read, read.Find("it")), [3], [0], 3, 3);
        await using Tab tab = await Open(views.Html(StandAlone.Sentence(model, read, read.Find("it"), Cancellation)), scripts: false);
        await Expect(tab.Page.Locator("#heed-still svg").First).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    private async Task<Tab> Open(string html, bool scripts = true)
    {
        string file = Path.Combine(AppContext.BaseDirectory, $"alone-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html, Cancellation);
        try
        {
            return await browser.OpenFile(file, scripts);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static LanguageModel Load(string name) => ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", name));
}
