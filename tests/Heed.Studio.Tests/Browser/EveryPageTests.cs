using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Heed.Studio.Tests.Browser;

/// <summary>What holds of every page.</summary>
public sealed class EveryPageTests(StudioFixture studio, BrowserFixture browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllPages.WithModels), MemberType = typeof(AllPages))]
    public async Task Page_OnEachModel_SaysWhatItShows(string page, string model)
    {
        await using Tab tab = await browser.Open(studio, $"#/{page}?model={model}");
        await tab.Ready();
        await Expect(tab.Page.Locator(".notice")).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("nav a[aria-current]")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex($"^#/{page}"));
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [MemberData(nameof(AllPages.Ids), MemberType = typeof(AllPages))]
    public async Task Page_InBothThemes_HasNoSeriousAccessibilityFault(string page)
    {
        string axe = Path.Combine(AppContext.BaseDirectory, "axe.min.js");
        Assert.SkipUnless(File.Exists(axe), "axe-core was not restored: the front end was not built");
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using Tab tab = await browser.Open(studio, $"#/{page}", scheme);
            await tab.Ready();
            await tab.Page.EvaluateAsync(await File.ReadAllTextAsync(axe, Cancellation));
            JsonElement found = await tab.Page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
            string[] serious = [.. found.EnumerateArray().Where(one => one.GetProperty("impact").GetString() is "serious" or "critical").Select(one =>
                $"{scheme}: {one.GetProperty("id").GetString()}: {one.GetProperty("help").GetString()}: "
                + string.Join(" | ", one.GetProperty("nodes").EnumerateArray().Take(4).Select(node => node.GetProperty("html").GetString() + " — " + node.GetProperty("failureSummary").GetString())))];
            Assert.True(serious.Length == 0, string.Join("\n", serious));
        }
    }

    [Theory]
    [MemberData(nameof(AllPages.Ids), MemberType = typeof(AllPages))]
    public async Task Page_InBothThemes_IsPictured(string page)
    {
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using Tab tab = await browser.Open(studio, $"#/{page}", scheme, 1120, 840);
            await tab.Ready();
            byte[] picture = await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg, Quality = 72 });
            string file = $"{page}-{scheme.ToString().ToLowerInvariant()}.jpg", folder = Screenshots.Artefacts;
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, file), picture, Cancellation);
            if (Screenshots.Documented is { } docs) await File.WriteAllBytesAsync(Path.Combine(docs, file), picture, Cancellation);
            Assert.InRange(picture.Length, 10_000, 400_000);
        }
    }

    [Theory]
    [MemberData(nameof(AllPages.Ids), MemberType = typeof(AllPages))]
    public async Task Page_CopiedLink_RestoresTheView(string page)
    {
        await using Tab tab = await browser.Open(studio, $"#/{page}");
        await tab.Ready();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).First.ClickAsync();
        string link = await tab.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.StartsWith(studio.Address, link);
        string caption = await tab.Page.Locator("[data-caption]").First.InnerTextAsync();
        await using Tab second = await browser.Open(studio, link[(studio.Address.Length + 1)..]);
        await second.Ready();
        await Expect(second.Page.Locator("[data-caption]").First).ToHaveTextAsync(caption.Trim(), new() { UseInnerText = true });
    }

    [Theory]
    [MemberData(nameof(AllPages.Ids), MemberType = typeof(AllPages))]
    public async Task Page_Exports_ArePicturesAndNumbers(string page)
    {
        await using Tab tab = await browser.Open(studio, $"#/{page}");
        await tab.Ready();
        byte[] png = await Download(tab, "PNG"), svg = await Download(tab, "SVG"), json = await Download(tab, "JSON");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.True(png.Length > 5_000, $"a picture of {png.Length} bytes");
        XDocument drawing = XDocument.Load(new MemoryStream(svg));
        Assert.Equal("svg", drawing.Root!.Name.LocalName);
        Assert.DoesNotContain(drawing.Descendants(), element => element.Name.LocalName == "script");
        // In the picture nothing can be scrolled: what does not fit its box is lost.
        IPage picture = await tab.Page.Context.NewPageAsync();
        await picture.SetContentAsync(System.Text.Encoding.UTF8.GetString(svg));
        Assert.Equal(0, await picture.EvaluateAsync<int>("() => [...document.querySelectorAll('.scroll')].filter((box) => box.scrollHeight > box.clientHeight + 1).length"));
        await picture.CloseAsync();
        using JsonDocument numbers = JsonDocument.Parse(json);
        Assert.NotEqual(JsonValueKind.Null, numbers.RootElement.ValueKind);
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [MemberData(nameof(AllPages.Ids), MemberType = typeof(AllPages))]
    public async Task Page_KeyboardAlone_ReachesItsPartsAndLeavesThem(string page)
    {
        await using Tab tab = await browser.Open(studio, $"#/{page}");
        await tab.Ready();
        await tab.Page.EvaluateAsync("() => { document.activeElement?.blur(); }");
        var seen = new HashSet<string>();
        bool inMain = false, cameBack = false;
        for (int i = 0; i < 400 && !cameBack; i++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            string[] at = await tab.Page.EvaluateAsync<string[]>("""
                () => {
                  const on = document.activeElement;
                  if (!on || on === document.body) return ['', '', 'yes'];
                  const style = getComputedStyle(on);
                  const seen = style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || on.classList.contains('leaflet-container') || style.boxShadow !== 'none';
                  window.ids ??= new Map();
                  if (!window.ids.has(on)) window.ids.set(on, String(window.ids.size));
                  return [window.ids.get(on), on.closest('main') ? 'main' : '', seen ? 'yes' : on.outerHTML.slice(0, 200)];
                }
                """);
            if (at[0].Length == 0 || !seen.Add(at[0])) cameBack = true;
            else
            {
                Assert.Equal("yes", at[2]);
                inMain |= at[1] == "main";
            }
        }
        Assert.True(cameBack, "the keyboard does not come round again");
        Assert.True(inMain && seen.Count >= 8, $"only {seen.Count} parts are reached");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [MemberData(nameof(AllPages.Ids), MemberType = typeof(AllPages))]
    public async Task Page_HostileText_StaysText(string page)
    {
        const string Hostile = "The <script>window.hacked=1</script><img src=x onerror='window.hacked=1'> שלום עולם 👩‍👩‍👧 \u202Eevil\u202C {{7*7}} it was.";
        await using Tab tab = await browser.Open(studio, $"#/{page}?model=tiny-decoder&text={Uri.EscapeDataString(Hostile)}&answer={Uri.EscapeDataString("<b>x</b>")}&other=%3Cscript%3E");
        await Expect(tab.Page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".busy")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await tab.Page.WaitForTimeoutAsync(500);
        Assert.False(await tab.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
        Assert.Equal(0, await tab.Page.Locator("main script, main img[src=x], main b:text-is('x')").CountAsync());
        Assert.Empty(tab.Errors);
    }

    private static async Task<byte[]> Download(Tab tab, string button)
    {
        IDownload download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync());
        Assert.EndsWith("." + button.ToLowerInvariant(), download.SuggestedFilename);
        await using Stream stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }
}
