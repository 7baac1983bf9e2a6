using System.Text.Json;
using System.Text.RegularExpressions;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

public sealed class PromptsPageTests(StudioFixture studio, BrowserFixture browser)
{
    private static readonly string[] s_views = ["results", "compare&why=1", "versions", "traces"];

    [Fact]
    public async Task Prompts_Results_NameTheBestAndTheWorst()
    {
        await using Tab tab = await browser.Open(studio, "#/prompts");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("Most pass with ticket-first and no-talk: 40 of 40");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("fewest with talk-first: 0 of 40. Their intervals lie apart.");
        await Expect(tab.Page.Locator(".variants > li")).ToHaveCountAsync(3);
        await Expect(tab.Page.GetByRole(AriaRole.Region, new() { Name = "Span effects", Exact = true })).ToContainTextAsync("Attention and effect disagree");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_KeyboardAlone_OpensACellAndComesBack()
    {
        await using Tab tab = await browser.Open(studio, "#/prompts");
        ILocator cells = tab.Page.Locator("table .cell");
        await Expect(cells).ToHaveCountAsync(75);
        Assert.Equal(1, await tab.Page.Locator("table .cell[tabindex='0']").CountAsync());
        await cells.First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("Enter");
        ILocator cell = tab.Page.GetByRole(AriaRole.Region, new() { Name = "The cell" });
        await Expect(cell.Locator("h2")).ToBeFocusedAsync();
        await Expect(cell.Locator("h2")).ToHaveTextAsync("case 2 with ticket-first");
        await Expect(cell).ToContainTextAsync("login page");
        await Expect(cell.Locator("mark")).Not.ToHaveCountAsync(0);
        Assert.Contains("test=1&col=1", tab.Page.Url);
        await cell.GetByRole(AriaRole.Button, new() { Name = "Close" }).PressAsync("Enter");
        await Expect(cell).ToHaveCountAsync(0);
        await Expect(cells.Nth(4)).ToBeFocusedAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_Cell_LeadsToTheOtherPages()
    {
        await using Tab tab = await browser.Open(studio, "#/prompts?test=0");
        ILocator cell = tab.Page.GetByRole(AriaRole.Region, new() { Name = "The cell" });
        await cell.GetByRole(AriaRole.Link, new() { Name = "See it in the studio" }).Last.ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToContainTextAsync("rests on");
        await tab.Ready();
        await tab.Page.GoBackAsync();
        await cell.GetByRole(AriaRole.Button, new() { Name = "What the model looks at" }).ClickAsync();
        await Expect(tab.Page.Locator("nav a[aria-current]")).ToHaveTextAsync("Sentence");
        await Expect(tab.Page.Locator("textarea").First).ToHaveValueAsync(
            new Regex("^The goat that helped the mouse was tired\\. The integration .* Fix the$"));
        await tab.Page.GoBackAsync();
        await cell.GetByRole(AriaRole.Button, new() { Name = "its trace" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Region, new() { Name = "The trace" })).ToContainTextAsync("talk-first");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_Curves_StandBesideEachOther()
    {
        await using Tab tab = await browser.Open(studio, $"#/prompts?run={studio.Store.Moved}");
        ILocator curves = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Position curve" });
        await Expect(curves).ToContainTextAsync("In plain the margin of the right answer moves by");
        await Expect(curves.GetByRole(AriaRole.Listbox, new() { Name = "Margin of the right answer by place" }).GetByRole(AriaRole.Option)).ToHaveCountAsync(6);
        await Expect(curves.GetByRole(AriaRole.Link)).ToHaveCountAsync(2);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_ThousandCases_ShowAFewAtATime()
    {
        await using Tab tab = await browser.Open(studio, $"#/prompts?run={studio.Store.Many}");
        await Expect(tab.Page.GetByText("1,000 cases.")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("table .cell")).ToHaveCountAsync(50);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(tab.Page.GetByText("26–50 of 1,000")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Searchbox).FillAsync("word 99");
        await Expect(tab.Page.GetByText("11 of 1,000 cases.")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "failing" }).ClickAsync();
        await Expect(tab.Page.GetByText("1 of 1,000 cases.")).ToBeVisibleAsync();
        Assert.Matches("find=word(\\+|%20)99.*show=failing", tab.Page.Url);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_Compare_GivesVerdictAndReason()
    {
        await using Tab tab = await browser.Open(studio, "#/prompts?view=compare");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("ticket-first is better than talk-first, and that is no accident");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Look into the model" }).ClickAsync();
        ILocator why = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Why they part" });
        await Expect(why).ToContainTextAsync("the answer stands after layer 1 (of 0 to 3)");
        await Expect(why.Locator("[data-layer]")).ToHaveCountAsync(16);
        await Expect(why).ToContainTextAsync("On 40 of 40 cases at most eight heads together turn the failing answer into the passing one.");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Swap" }).ClickAsync();
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("talk-first is worse than ticket-first");
        await why.GetByRole(AriaRole.Button, new() { Name = "case 1", Exact = true }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Region, new() { Name = "The cell" }).Locator("h2")).ToHaveTextAsync("case 1 with talk-first");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_Versions_ShowWhatChanged()
    {
        await using Tab tab = await browser.Open(studio, "#/prompts?view=versions");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("support has 3 versions; production stands at 1. Below: what changed from 2 to 3.");
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("The text is the same.");
        await tab.Page.GetByLabel("Compare from version 1").CheckAsync();
        await Expect(tab.Page.Locator(".lines .removed")).ToHaveCountAsync(2);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "words" }).ClickAsync();
        await Expect(tab.Page.Locator("p.text ins").First).ToContainTextAsync("very");
        Assert.Contains("v1=1", tab.Page.Url);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_Traces_AreSearchedAndOpened()
    {
        await using Tab tab = await browser.Open(studio, "#/prompts?view=traces");
        await tab.Page.GetByLabel("Text in input, output or variables").FillAsync("the goat that helped");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("[data-caption]")).ToContainTextAsync("3 calls were kept with “the goat that helped” in them");
        await tab.Page.GetByLabel("Prompt", new() { Exact = true }).FillAsync("talk-first");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await tab.Page.Locator("tbody button").ClickAsync();
        ILocator trace = tab.Page.GetByRole(AriaRole.Region, new() { Name = "The trace" });
        await Expect(trace.Locator("h2")).ToBeFocusedAsync();
        await trace.GetByRole(AriaRole.Button, new() { Name = "What the answer rests on" }).ClickAsync();
        await Expect(tab.Page.Locator("nav a[aria-current]")).ToHaveTextAsync("Why");
        await tab.Ready();
        Assert.Contains("answer=goat", tab.Page.Url);
        await tab.Page.GoBackAsync();
        await tab.Page.GetByLabel("Score").FillAsync("none");
        await tab.Page.GetByLabel("Since").FillAsync("some day");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("since: expected a time such as");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData(""), InlineData("&test=0"), InlineData("&view=compare"), InlineData("&view=versions&prompt=HARM&by=words"), InlineData("&view=traces&q=hacked")]
    public async Task Prompts_HostileTexts_StayText(string view)
    {
        await using Tab tab = await browser.Open(studio,
            $"#/prompts?run={studio.Store.Hostile}{view.Replace("HARM", Uri.EscapeDataString(PromptStore.Harm), StringComparison.Ordinal)}");
        tab.Page.Dialog += (_, dialog) => Assert.Fail(dialog.Message);
        await tab.Ready();
        await Expect(tab.Page.Locator("main")).ToContainTextAsync(view.Contains("compare", StringComparison.Ordinal) ? "This run has one variant"
            : "<script>window.hacked=1</script>");
        Assert.False(await tab.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
        Assert.Equal(0, await tab.Page.Locator("main script, main img[src=x], main b:text-is('x')").CountAsync());
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_EveryView_HasNoSeriousAccessibilityFault_AndFitsAPhone()
    {
        string axe = Path.Combine(AppContext.BaseDirectory, "axe.min.js");
        Assert.SkipUnless(File.Exists(axe), "axe-core was not restored: the front end was not built");
        string cell = "results&test=1&col=2", moved = $"results&run={studio.Store.Moved}";
        (ColorScheme Scheme, int Width, string[] Views)[] all = [(ColorScheme.Light, 390, [.. s_views, cell, moved]),
            (ColorScheme.Dark, 1280, ["compare&why=1", "versions", cell])];
        foreach ((ColorScheme scheme, int width, string[] views) in all)
            foreach (string view in views)
            {
                await using Tab tab = await browser.Open(studio, $"#/prompts?view={view}", scheme, width);
                await tab.Ready();
                await tab.Page.EvaluateAsync(await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken));
                JsonElement found = await tab.Page.EvaluateAsync<JsonElement>(
                    "async () => (await axe.run('main', { resultTypes: ['violations'] })).violations");
                string[] serious = [.. found.EnumerateArray().Where(one => one.GetProperty("impact").GetString() is "serious" or "critical")
                    .Select(one => $"{view} {scheme}: {one.GetProperty("id")}: {one.GetProperty("nodes")[0].GetProperty("html")}")];
                Assert.True(serious.Length == 0, string.Join("\n", serious));
                Assert.True(await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"),
                    $"{view} is wider than {width} pixels");
                Assert.Empty(tab.Errors);
            }
    }

    [Theory]
    [InlineData("compare&why=1"), InlineData("versions&by=words&v1=1"), InlineData("traces&tprompt=no-talk")]
    public async Task Prompts_OtherViews_HaveLinkAndExports(string view)
    {
        await using Tab tab = await browser.Open(studio, $"#/prompts?view={view}");
        await tab.Ready();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        string link = await tab.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        await using Tab second = await browser.Open(studio, link[(studio.Address.Length + 1)..]);
        await second.Ready();
        await Expect(second.Page.Locator("[data-caption]")).ToHaveTextAsync((await tab.Page.Locator("[data-caption]").InnerTextAsync()).Trim(),
            new() { UseInnerText = true });
        foreach (string button in (string[])["PNG", "SVG", "JSON"])
        {
            IDownload download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })
                .ClickAsync());
            await using Stream stream = await download.CreateReadStreamAsync();
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.InRange(bytes.Length, 1000, 20_000_000);
        }
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Prompts_WithoutAStore_SaysHowToMakeOne()
    {
        using ModelShelf shelf = StudioFixture.Shelf();
        (WebApplication app, string address) = await StudioFixture.Start(
            new StudioOptions { Port = 0, Store = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) }, shelf);
        await using (app)
        {
            foreach (string view in s_views)
            {
                await using Tab tab = await browser.Open(address, $"#/prompts?view={view}");
                await tab.Ready();
                await Expect(tab.Page.Locator("main")).ToContainTextAsync("heed eval samples/prompts/promptfooconfig.yaml");
                Assert.Empty(tab.Errors);
            }
        }
    }

    [Theory]
    [InlineData("run=eval-no-such", "there is no 'eval-no-such'")]
    [InlineData("run=..%2F..%2Fetc", "expected an id")]
    [InlineData("test=999", "none of test 999")]
    [InlineData("view=compare&a=0&b=9", "expected 0 to 2; got 9")]
    [InlineData("view=versions&prompt=nobody", "there is none called 'nobody'")]
    [InlineData("view=traces&trace=nobody", "there is none with the id 'nobody'")]
    public async Task Prompts_LinkThatLeadsNowhere_SaysWhy(string query, string says)
    {
        await using Tab tab = await browser.Open(studio, $"#/prompts?{query}");
        await Expect(tab.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync(says);
        Assert.Empty(tab.Errors);
    }
}
