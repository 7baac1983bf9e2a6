using Microsoft.Playwright;

namespace Heed.Benchmarks;

/// <summary>The studio in a real Chromium: the first paint, typing, and a map of many tokens.</summary>
internal static class StudioBenchmark
{
    private const int MapTokens = 20_000, QuickMapTokens = 2000;
    private const string Sentence = "The trophy would not fit in the suitcase because it was too big. The lamp would not fit in the box because it was too sm";

    private static readonly string[] s_usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Measures.</summary>
    /// <exception cref="BenchmarkException">There is no browser, the pages were not built, or something was not drawn.</exception>
    public static StudioReport Measure(bool quick, MachineDescription machine)
    {
        if (Heed.Studio.StudioServer.Missing is { } missing) throw new BenchmarkException(missing);
        string program = (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? [named] : s_usual).FirstOrDefault(File.Exists)
            ?? throw new BenchmarkException("studio: there is no Chromium; install Debian's package 'chromium', or name the program in CHROMIUM.");
        return Run(program, quick, machine).GetAwaiter().GetResult();
    }

    private static async Task<StudioReport> Run(string program, bool quick, MachineDescription machine)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });
        (Samples paint, Samples drawn) = await FirstPaint(browser, quick ? 3 : 7);
        using StudioServerProcess server = StudioServerProcess.Start();
        var keys = new List<StudioKeyRow>
        {
            await Typing(browser, server, "tiny-encoder", "model=tiny-encoder&beside=-", quick),
            await Typing(browser, server, "tiny-decoder", "model=tiny-decoder&beside=-", quick),
            await Typing(browser, server, "both side by side", "", quick),
        };
        int tokens = quick ? QuickMapTokens : MapTokens;
        StudioMapTour tour = await StudioMapTour.Take(browser, server, tokens, quick ? 20 : 60);
        return new StudioReport(
            machine, $"Chromium {browser.Version}, headless", paint, drawn, keys, tokens, tour.MadeMs, tour.Tiles, tour.Jumps, tour.Screens, tour.Gaps, tour.HeapBefore, tour.HeapAfter, await Script(server));
    }

    private static async Task<(Samples Paint, Samples Drawn)> FirstPaint(IBrowser browser, int rounds)
    {
        var paints = new List<double>();
        var drawn = new List<double>();
        for (int i = 0; i < rounds; i++)
        {
            Console.Error.WriteLine($"studio, first paint, {i + 1} of {rounds} …");
            using StudioServerProcess server = StudioServerProcess.Start();
            await using IBrowserContext context = await browser.NewContextAsync();
            IPage page = await context.NewPageAsync();
            await page.GotoAsync(server.Address);
            await page.Locator("[data-caption]").First.WaitForAsync();
            drawn.Add(await page.EvaluateAsync<double>("() => performance.now()"));
            paints.Add(await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }
        return (Samples.Of(paints), Samples.Of(drawn));
    }

    private static async Task<StudioKeyRow> Typing(IBrowser browser, StudioServerProcess server, string what, string parameters, bool quick)
    {
        Console.Error.WriteLine($"studio, typing, {what} …");
        await using IBrowserContext context = await browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync($"{server.Address}/#/sentence?text={Uri.EscapeDataString(Sentence)}&{parameters}");
        await page.Locator("[data-caption]").First.WaitForAsync();
        ILocator text = page.Locator("textarea").First;
        await text.FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        // A key counts until what every panel shows is the text again, and that is painted.
        await page.EvaluateAsync("""
            () => {
              window.taken = [];
              let at;
              const plain = (words) => words.replace(/[\s␣]/g, '');
              const isShown = () => {
                const text = plain(document.querySelector('textarea').value);
                return [...document.querySelectorAll('.panel')].every((panel) => plain([...panel.querySelectorAll('.tok:not(.added)')].map((token) => token.textContent).join('')) === text);
              };
              document.addEventListener('keydown', (event) => { at = event.timeStamp; }, true);
              new MutationObserver(() => {
                if (at === undefined || !isShown()) return;
                const begun = at;
                at = undefined;
                requestAnimationFrame(() => setTimeout(() => window.taken.push(performance.now() - begun)));
              }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });
            }
            """);
        int rounds = quick ? 11 : 41, warm = 4;
        for (int i = 0; i < rounds + warm; i++)
        {
            await page.Keyboard.PressAsync(i % 2 == 0 ? "a" : "Backspace");
            int count = i + 1;
            await page.WaitForFunctionAsync("count => window.taken.length >= count", count);
            await page.WaitForTimeoutAsync(60);
        }
        double[] taken = await page.EvaluateAsync<double[]>("() => window.taken");
        int tokens = await page.Locator(".panel").First.Locator(".tok").CountAsync();
        return new StudioKeyRow(what, tokens, Samples.Of(taken[warm..(warm + rounds)]));
    }

    private static async Task<long> Script(StudioServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        long all = 0;
        foreach (string name in Heed.Studio.StudioServer.Scripts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/" + name);
            request.Headers.AcceptEncoding.ParseAdd("br");
            using HttpResponseMessage response = await client.SendAsync(request);
            all += (await response.Content.ReadAsByteArrayAsync()).Length;
        }
        return all;
    }
}
