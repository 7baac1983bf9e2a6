using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Heed.Studio.Safety;
using Heed.Studio.Work;

namespace Heed.Studio.Pages.Prompts;

/// <summary>
/// The store that is shown, opened when it is first asked for; it may come while the studio runs. Nothing is written to it but the index derived from its
/// traces. Safe for several threads.
/// </summary>
/// <param name="options">Where it is.</param>
internal sealed class StudioStore(StudioOptions options) : IDisposable
{
    private const int Kept = 4;
    private const long MostBytes = 256L << 20;
    private const string Latest = "latest";

    private readonly Shelf<(string Id, DateTime Written, long Length), KeptAnswer<ShownRun>> _runs = new(Kept);
    private readonly Lock _gate = new();
    private IPromptStore? _opened;

    /// <summary>Whether there is one.</summary>
    public bool IsThere => options.Store is { } store && (IsRemote(store) || Directory.Exists(store));

    /// <summary>Where it is, without a password; null where the studio was started without one.</summary>
    public string? Address => options.Store is not { } store ? null : IsRemote(store) ? Open().Address : store;

    /// <summary>Its runs.</summary>
    public RunFolder Runs => new(Path.Combine(PromptStores.Folder(Required()), "runs"));

    /// <summary>Its versions and traces.</summary>
    /// <exception cref="HeedException">There is none, or it cannot be opened.</exception>
    public IPromptStore Open()
    {
        string store = Required();
        // What could not be opened is tried again the next time: somebody may have mended it.
        lock (_gate) return _opened ??= PromptStores.Open(store);
    }

    /// <summary>A run that came to its end.</summary>
    /// <param name="id">Its id; null, empty or <c>latest</c> for the newest.</param>
    /// <param name="cancellation">Ends the wait for another reader.</param>
    /// <exception cref="HeedException">There is none, it did not come to its end, or its results cannot be read.</exception>
    /// <exception cref="TooLargeException">Its results are larger than the studio shows.</exception>
    public ShownRun Run(string? id, CancellationToken cancellation)
    {
        RunFolder runs = Runs;
        string named = id is null or "" or Latest
            ? runs.Entries.FirstOrDefault(entry => entry.IsFinished)?.Id
                ?? throw new HeedException($"run: there is none in {Address} yet. 'heed eval' makes one.") : id;
        var results = new FileInfo(runs.ResultsOf(named));
        if (!results.Exists)
            throw new HeedException(runs.Entries.Any(entry => entry.Id == named)
                ? $"run: {named} did not come to its end. Take it up again with 'heed eval CONFIG --resume {named}'."
                : $"run: there is no '{named}' in {Address}.");
        if (results.Length > MostBytes)
            throw new TooLargeException(
                $"run: expected results of at most {MostBytes >> 20} MiB; those of {named} have {results.Length >> 20}. "
                + $"'heed eval -o report.html' shows them.");
        return _runs.Use((named, results.LastWriteTimeUtc, results.Length), () => new(ShownRun.Of(runs.Find(named)!)), kept => kept.Answer, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runs.Dispose();
        _opened?.Dispose();
    }

    private string Required() => IsThere ? options.Store! : throw new HeedException(options.Store is { } store
        ? $"store: there is none at '{store}' yet. 'heed eval' makes one, in the folder it is run in."
            : "store: this studio was started without one. Start it with 'heed studio --store .heed'.");

    private static bool IsRemote(string store) => store.Contains("://", StringComparison.Ordinal);
}
