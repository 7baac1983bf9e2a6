using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

/// <summary>Pages and the server they came from.</summary>
public sealed class ServerTests(StudioFixture studio, BrowserFixture browser)
{
    [Fact]
    public async Task Page_ServerRestartedUnderIt_GoesOnByItself()
    {
        using ModelShelf shelf = StudioFixture.Shelf();
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0 }, shelf);
        await using Tab tab = await browser.Open(address);
        await tab.Ready();
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();

        await tab.Page.Locator("textarea").First.FillAsync("The dog saw the cat.");
        await Expect(tab.Page.Locator(".notice").First).ToContainTextAsync("Is heed studio still running?".Replace("heed studio", "`heed studio`"));
        // What was there is still there to be looked at.
        await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("trophy");

        (app, _) = await StudioFixture.Start(new StudioOptions { Port = new Uri(address).Port }, shelf);
        await using (app)
        {
            await Expect(tab.Page.Locator("[data-caption]").First).ToContainTextAsync("cat", new() { Timeout = 20_000 });
            await Expect(tab.Page.Locator(".notice")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task TwoTabs_AtOnce_EachGetTheirOwn()
    {
        await using Tab first = await browser.Open(studio, "#/sentence?beside=-");
        await using Tab second = await browser.Open(studio, "#/sentence?beside=-&model=tiny-decoder");
        await Task.WhenAll(first.Ready(), second.Ready());
        for (int i = 0; i < 5; i++)
        {
            string[] nouns = ["dog", "cat", "trophy", "suitcase", "dog"];
            await Task.WhenAll(Type(first, $"The {nouns[i]} saw it."), Type(second, $"The {nouns[(i + 1) % 5]} saw it."));
            await Expect(first.Page.Locator(".tok").Nth(2)).ToHaveTextAsync(nouns[i]);
            await Expect(second.Page.Locator(".tok").Nth(2)).ToHaveTextAsync(nouns[(i + 1) % 5]);
        }
        Assert.Empty(first.Errors);
        Assert.Empty(second.Errors);

        static Task Type(Tab tab, string text) => tab.Page.Locator("textarea").First.FillAsync(text);
    }

    [Fact]
    public async Task Sentence_HundredThousandCharacters_IsAnsweredAndThePageStaysAlive()
    {
        await using Tab tab = await browser.Open(studio, "#/sentence?beside=-");
        await tab.Ready();
        await tab.Page.Locator("textarea").First.FillAsync(string.Concat(Enumerable.Repeat("The dog saw the cat. ", 4762)));
        await Expect(tab.Page.Locator(".notice")).ToContainTextAsync("text too long");
        // The long text is in the link too: another tab shows the same.
        await tab.Page.WaitForFunctionAsync("() => location.hash.includes('text.z=')");
        await using Tab second = await browser.Open(studio, (await tab.Page.EvaluateAsync<string>("() => location.hash")));
        Assert.Equal(100_002, (await second.Page.Locator("textarea").First.InputValueAsync()).Length);
        await tab.Page.Locator("textarea").First.FillAsync("The dog saw the cat.");
        await Expect(tab.Page.Locator(".notice")).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator(".tok").Nth(2)).ToHaveTextAsync("dog");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Script_OfAllPagesTogether_IsSmall()
    {
        // As the browser gets it: compressed.
        long all = 0;
        foreach (string name in StudioServer.Scripts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/" + name);
            request.Headers.AcceptEncoding.ParseAdd("br");
            using HttpResponseMessage response = await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
            all += (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        }
        Assert.InRange(all, 10_000, 300_000);
    }

    [Fact]
    public async Task Page_Left_StopsWhatItAsked()
    {
        await using Tab tab = await browser.Open(studio);
        await tab.Ready();
        // A question that is never answered.
        await tab.Page.RouteAsync("**/api/why", _ => Task.CompletedTask);
        var stopped = new TaskCompletionSource();
        tab.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("/api/why", StringComparison.Ordinal)) stopped.TrySetResult();
        };
        await tab.Page.RunAndWaitForRequestAsync(
            () => tab.Page.Locator("nav a", new() { HasTextString = "Why" }).ClickAsync(), request => request.Url.EndsWith("/api/why", StringComparison.Ordinal));
        await Expect(tab.Page.Locator(".busy").First).ToBeVisibleAsync();
        await tab.Page.Locator("nav a", new() { HasTextString = "Cost" }).ClickAsync();
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Text_Emptied_StaysEmpty()
    {
        await using Tab tab = await browser.Open(studio, "#/sentence?text=The%20dog%20saw%20it.");
        await tab.Ready();
        ILocator box = tab.Page.Locator("textarea").First;
        await box.FillAsync("");
        await Expect(tab.Page.Locator(".notice").First).ToContainTextAsync("expected some words");
        await Expect(box).ToHaveValueAsync("");
        await box.PressSequentiallyAsync("Hi");
        await Expect(box).ToHaveValueAsync("Hi");
        await tab.Page.Locator("nav a", new() { HasTextString = "Heads" }).ClickAsync();
        await tab.Ready();
        Assert.Empty(tab.Errors);
    }
}
