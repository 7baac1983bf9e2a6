using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

public sealed class WhyPageTests(StudioFixture studio, BrowserFixture browser)
{
    [Fact]
    public async Task Why_Opened_SaysThatItToTrophyDecides()
    {
        await using Tab tab = await browser.Open(studio, "#/why");
        await Expect(tab.Page.Locator("[data-verdict=decides]")).ToContainTextAsync("Cutting every weight from “it” to “trophy” turns the answer from trophy");
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("The answer trophy leads suitcase by 9.2");
        await Expect(tab.Page.Locator("[data-ranks]")).ToContainTextAsync("rank correlation");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("tiny-decoder", "trophy"), InlineData("tiny-long", "42")]
    public async Task Why_OtherModel_AnswersItsExample(string model, string answer)
    {
        await using Tab tab = await browser.Open(studio, $"#/why?model={model}");
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync($"The answer {answer} leads");
        await Expect(tab.Page.Locator("[data-verdict]")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".cell").First).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Why_AllAttentionCut_AnswerTurnsAndUndoPutsItBack()
    {
        await using Tab tab = await browser.Open(studio, "#/why");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Cut all of it" }).ClickAsync();
        await Expect(tab.Page.GetByText("The answer turns from trophy to")).ToBeVisibleAsync();
        Assert.Contains("cut=", tab.Page.Url, StringComparison.Ordinal);
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.GetByText("The answer turns from trophy to")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).First.ClickAsync();
        await Expect(tab.Page.GetByText("Nothing is cut yet")).ToBeVisibleAsync();
        Assert.DoesNotContain("cut=", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Why_EdgeAndHeadCutByKeyboard_AreListed()
    {
        await using Tab tab = await browser.Open(studio, "#/why");
        ILocator row = tab.Page.Locator("tr[data-edge]").First;
        await row.GetByRole(AriaRole.Button).First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        ILocator heads = tab.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Effect of every head; Enter cuts it" });
        await heads.Locator("[data-layer='0'][data-head='0']").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.List, new() { Name = "What is cut" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Expect(tab.Page.GetByText("layer 1 head 1 as a whole")).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Why_SuggestionClicked_IsAskedAbout()
    {
        await using Tab tab = await browser.Open(studio, "#/why?text=The%20dog%20saw%20the%20cat.%20What%20saw%20the%20cat%3F%20The&model=tiny-decoder");
        await tab.Page.Locator("[data-own] button").Nth(1).ClickAsync();
        string second = await tab.Page.Locator("[data-own] button").Nth(1).InnerTextAsync();
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync($"The answer {second}");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Why_SecondText_ShowsWhatCarriesTheDifference()
    {
        await using Tab tab = await browser.Open(studio, "#/why");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "the same with another word" }).ClickAsync();
        await Expect(tab.Page.Locator("[data-aligned] mark")).ToHaveTextAsync(["big", "small"]);
        await Expect(tab.Page.Locator("[data-position='13'][data-layer='0']")).ToHaveTextAsync("100.0 %");
        Assert.Contains("against=", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> <img src=x onerror=alert(1)>"), InlineData("שלום עולם it"), InlineData("👩‍👩‍👧 it was 🎉 big")]
    public async Task Why_HostileText_IsOnlyText(string text)
    {
        await using Tab tab = await browser.Open(studio, $"#/why?text={Uri.EscapeDataString(text)}");
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("The answer");
        Assert.Empty(tab.Errors);
        Assert.Equal(0, await tab.Page.Locator("main img").CountAsync());
    }

    [Fact]
    public async Task Why_AnswerThatIsNoWordOfTheModel_IsToldAndSuggestionsStay()
    {
        await using Tab tab = await browser.Open(studio, "#/why?answer=xyzzyq");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("expected a word that is one token");
        await Expect(tab.Page.Locator("[data-own] button").First).ToHaveTextAsync("trophy");
        Assert.Empty(tab.Errors);
    }

    /// <summary>A verdict must never stand beside a question it was not given for.</summary>
    [Fact]
    public async Task Pair_ThatCouldNotBeAsked_ShowsNoVerdictOfTheLastText()
    {
        await using Tab tab = await browser.Open(studio, "#/why");
        await Expect(tab.Page.Locator("[data-verdict]")).ToHaveCountAsync(1);
        await tab.Page.RouteAsync("**/api/why/pair", route => route.AbortAsync());
        await tab.Page.Locator("textarea").First.FillAsync("The dog saw the cat because it was big.");
        await Expect(tab.Page.Locator(".notice").First).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("[data-verdict]")).ToHaveCountAsync(0);
    }
}
