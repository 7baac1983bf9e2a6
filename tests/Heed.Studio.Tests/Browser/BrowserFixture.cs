using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Heed.Studio.Tests.Browser.BrowserFixture))]

namespace Heed.Studio.Tests.Browser;

/// <summary>A real Chromium, where there is one: Debian's package <c>chromium</c>, or the program that CHROMIUM names.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] s_usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Program => (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? [named] : s_usual).FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Program is null) return;
        // Long work beside other tests takes a while; what is there at once is found at once all the same.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    /// <summary>A fresh tab with storage of its own; the test is skipped, and says so, where there is no browser or the pages were not built.</summary>
    public Task<Tab> Open(StudioFixture studio, string fragment = "", ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900)
        => Open(studio.Address, fragment, scheme, width, height);

    /// <summary>The same of another studio.</summary>
    public Task<Tab> Open(string address, string fragment = "", ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900)
        => Open($"{address}/{fragment}", new BrowserNewContextOptions
        {
            ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = height }, AcceptDownloads = true,
            Permissions = ["clipboard-read", "clipboard-write"], ReducedMotion = ReducedMotion.Reduce,
        });

    /// <summary>The same of a file.</summary>
    public Task<Tab> OpenFile(string path, bool scripts = true)
        => Open(new Uri(path).AbsoluteUri, new BrowserNewContextOptions { JavaScriptEnabled = scripts, ReducedMotion = ReducedMotion.Reduce });

    private async Task<Tab> Open(string address, BrowserNewContextOptions options)
    {
        Assert.SkipWhen(_browser is null, "no Chromium on this machine; install Debian's package 'chromium', or name the program in CHROMIUM");
        Assert.SkipWhen(StudioServer.Missing is not null, StudioServer.Missing ?? "");
        IBrowserContext context = await _browser!.NewContextAsync(options);
        var tab = new Tab(await context.NewPageAsync());
        await tab.Page.GotoAsync(address);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
