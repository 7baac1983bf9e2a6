using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

public sealed class StepsPageTests(StudioFixture studio, BrowserFixture browser)
{
    private const string ItToTrophy = "[data-step='scaled'] [data-cell='10.2']";

    private static ILocator Caption(Tab tab) => tab.Page.Locator("[data-caption]").First;

    [Theory]
    [InlineData("tiny-encoder", 11), InlineData("tiny-decoder", 11), InlineData("tiny-long", 11)]
    public async Task Steps_EveryModel_ShowsTheCourseAndTheMistakes(string model, int chapters)
    {
        await using Tab tab = await browser.Open(studio, $"#/steps?model={model}");
        await Expect(Caption(tab)).ToContainTextAsync("In layer 3, head");
        await Expect(tab.Page.Locator("[data-chapter]")).ToHaveCountAsync(chapters);
        await Expect(tab.Page.Locator("[data-terms='score']")).ToContainTextAsync("the query row times the key row");
        foreach (string id in (string[])["self-against-cross", "weights-as-reasons", "all-heads-alike", "equal-attention"])
        {
            ILocator card = tab.Page.Locator($"[data-mistake='{id}']");
            await card.ScrollIntoViewIfNeededAsync();
            await Expect(card.Locator("[data-mistake-caption]")).Not.ToBeEmptyAsync();
        }
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Steps_ScoreDragged_MovesWeightsAndAnswerAndIsInTheLink()
    {
        await using Tab tab = await browser.Open(studio, "#/steps");
        await Expect(Caption(tab)).ToContainTextAsync("it gives 95.2 % of its attention to trophy");
        ILocator cell = tab.Page.Locator(ItToTrophy);
        await cell.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await cell.BoundingBoxAsync())!;
        await tab.Page.Mouse.MoveAsync(box.X + 8, box.Y + 8);
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(box.X + 8, box.Y + 152, new() { Steps = 6 });
        await Expect(Caption(tab)).ToContainTextAsync("after your change");
        Assert.DoesNotContain("set=", tab.Page.Url, StringComparison.Ordinal);
        await tab.Page.Mouse.UpAsync();
        await Expect(cell).ToHaveTextAsync("2.10");
        await tab.Page.WaitForURLAsync(url => url.Contains("set=10.2", StringComparison.Ordinal));
        string said = await Caption(tab).InnerTextAsync();

        await using Tab again = await browser.Open(studio, tab.Page.Url[tab.Page.Url.IndexOf('#', StringComparison.Ordinal)..]);
        await Expect(again.Page.Locator(ItToTrophy)).ToHaveTextAsync("2.10");
        await Expect(Caption(again)).ToHaveTextAsync(said, new() { UseInnerText = true });
        await again.Page.GetByText("Undo all changes").ClickAsync();
        await Expect(Caption(again)).ToContainTextAsync("it gives 95.2 % of its attention to trophy");
        Assert.Empty(tab.Errors);
        Assert.Empty(again.Errors);
    }

    [Fact]
    public async Task Steps_KeyboardAlone_ChangesCutsAndBringsBack()
    {
        await using Tab tab = await browser.Open(studio, "#/steps");
        ILocator cell = tab.Page.Locator(ItToTrophy);
        await Expect(cell).ToHaveTextAsync("8.10");
        await cell.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(cell).ToHaveTextAsync("7.10");
        await tab.Page.Keyboard.PressAsync("Home");
        await Expect(cell).ToHaveTextAsync("8.10");
        await tab.Page.Keyboard.PressAsync("Delete");
        await Expect(tab.Page.Locator("[data-step='pattern'] [data-cell='10.2']")).ToHaveTextAsync("0.00");
        await tab.Page.Keyboard.PressAsync("Delete");
        await Expect(tab.Page.Locator("[data-step='pattern'] [data-cell='10.2']")).ToHaveTextAsync("0.95");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(tab.Page.Locator("[data-step='scaled'] [data-cell='10.3']")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("PageDown");
        await Expect(tab.Page.Locator("[data-step='scaled'] [data-cell='11.3']")).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Steps_Switches_ChangeTheHeadAndTheLink()
    {
        await using Tab tab = await browser.Open(studio, "#/steps");
        await Expect(Caption(tab)).ToContainTextAsync("95.2 %");
        await tab.Page.GetByLabel("all words count equally").CheckAsync();
        await Expect(tab.Page.Locator("[data-step='pattern'] [data-cell='10.2']")).ToHaveTextAsync("0.06");
        await tab.Page.GetByLabel("all words count equally").UncheckAsync();
        await tab.Page.GetByRole(AriaRole.Combobox, new() { Name = "Mask", Exact = true }).SelectOptionAsync("causal");
        await Expect(tab.Page.Locator("[data-step='scores'] [data-cell='0.5']")).ToHaveTextAsync("–");
        await tab.Page.GetByLabel("words know their places").UncheckAsync();
        await Expect(tab.Page.Locator("[data-notes]")).ToContainTextAsync("position");
        await tab.Page.GetByLabel("keys and values of another text").CheckAsync();
        await tab.Page.GetByText("animals").ClickAsync();
        await Expect(tab.Page.Locator("[data-step='pattern'] thead")).ToContainTextAsync("cat");
        Assert.Contains("positions=off", tab.Page.Url, StringComparison.Ordinal);
        Assert.Contains("mask=causal", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Steps_ScoreChanged_AsksForTheChangeAlone()
    {
        await using Tab tab = await browser.Open(studio, "#/steps");
        await Expect(tab.Page.Locator("[data-terms='score']")).ToContainTextAsync("it looks at trophy");
        var asked = new List<string>();
        tab.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await tab.Page.Locator(ItToTrophy).FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Caption(tab)).ToContainTextAsync("after your change");
        await Expect(tab.Page.Locator("[data-terms='score']")).ToContainTextAsync("set by hand to 7.85");
        Assert.Contains("/api/steps/edit", asked);
        Assert.DoesNotContain("/api/steps", asked);
        Assert.DoesNotContain("/api/steps/mistake", asked);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Steps_PairPointedAt_IsTakenApart()
    {
        await using Tab tab = await browser.Open(studio, "#/steps");
        ILocator terms = tab.Page.Locator("[data-terms='score']");
        await Expect(terms).ToContainTextAsync("it looks at trophy");
        await tab.Page.Locator("[data-step='products'] [data-cell='10.8']").ClickAsync();
        await Expect(terms).ToContainTextAsync("it looks at suitcase");
        await Expect(tab.Page.Locator("[data-terms='pattern']")).ToContainTextAsync("goes to suitcase");
        Assert.Contains("cell=10.8", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> the dog")]
    [InlineData("שלום the dog עולם")]
    [InlineData("the 🐕 saw 👩‍👩‍👧 it")]
    public async Task Steps_HostileText_IsText(string text)
    {
        await using Tab tab = await browser.Open(studio, $"#/steps?text={Uri.EscapeDataString(text)}");
        await Expect(Caption(tab)).ToContainTextAsync("In layer 3");
        await Expect(tab.Page.Locator("[data-chapter]")).ToHaveCountAsync(11);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Steps_TextTooLong_SaysSo()
    {
        await using Tab tab = await browser.Open(studio, $"#/steps?text={string.Concat(Enumerable.Repeat("the%20dog%20", 50))}");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("at most 64 tokens");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Steps_LongerText_EditsTheFollowedRow()
    {
        string text = string.Concat(Enumerable.Repeat("The dog saw the cat. ", 5));
        await using Tab tab = await browser.Open(studio, $"#/steps?model=tiny-decoder&text={Uri.EscapeDataString(text)}");
        await Expect(tab.Page.Locator("[data-step='scaled'] tbody tr")).ToHaveCountAsync(1);
        ILocator cell = tab.Page.Locator("[data-step='scaled'] td[data-cell]").First;
        await cell.FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(Caption(tab)).ToContainTextAsync("after your change");
        Assert.Empty(tab.Errors);
    }
}
