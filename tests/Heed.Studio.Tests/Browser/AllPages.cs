namespace Heed.Studio.Tests.Browser;

/// <summary>What every page is tested for; a new page is added here.</summary>
internal static class AllPages
{
    /// <summary>Pages, each with the models it is shown on.</summary>
    public static readonly (string Id, string[] Models)[] Pages =
    [
        ("sentence", ["tiny-encoder", "tiny-decoder"]),
        ("why", ["tiny-encoder", "tiny-decoder"]),
        ("map", ["tiny-encoder", "tiny-decoder"]),
        ("heads", ["tiny-encoder", "tiny-decoder"]),
        ("steps", ["tiny-encoder", "tiny-decoder"]),
        ("position", ["tiny-long", "tiny-decoder"]),
        ("cost", ["tiny-encoder", "tiny-decoder"]),
        ("prompts", ["tiny-encoder", "tiny-decoder"]),
    ];

    public static TheoryData<string> Ids => [.. Pages.Select(page => page.Id)];

    public static TheoryData<string, string> WithModels
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string id, string[] models) in Pages)
                foreach (string model in models) data.Add(id, model);
            return data;
        }
    }

    /// <summary>Waits until a page has said in words what it shows.</summary>
    public static async Task Ready(this Tab tab)
    {
        await Microsoft.Playwright.Assertions.Expect(tab.Page.Locator("[data-caption]").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Microsoft.Playwright.Assertions.Expect(tab.Page.Locator("[data-caption]").First).Not.ToBeEmptyAsync();
        await Microsoft.Playwright.Assertions.Expect(tab.Page.Locator(".busy, [aria-busy=true]")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }
}
