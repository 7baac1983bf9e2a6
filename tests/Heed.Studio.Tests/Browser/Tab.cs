using Microsoft.Playwright;

namespace Heed.Studio.Tests.Browser;

/// <summary>A tab that keeps what went wrong in it: errors of the console (refusals of the content policy among them) and of scripts.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly List<string> _errors = [];

    public Tab(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(20_000);
        page.Console += (_, message) =>
        {
            // Answers that say no are shown by the page; the browser logs them as well.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) _errors.Add(message.Text);
        };
        page.PageError += (_, error) => _errors.Add(error);
    }

    public IPage Page { get; }

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
