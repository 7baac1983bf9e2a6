using System.Globalization;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Runs;

/// <summary>Where runs are written down: a folder each, named by their ids.</summary>
/// <param name="path"><c>.heed/runs</c>.</param>
public sealed class RunFolder(string path) : IRuns
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", Journal = "rows.jsonl", Latest = "latest";

    /// <summary>An id: three drawn letters and the time, as <c>eval-k3F-2026-11-21T17:50:36</c>.</summary>
    public static string NewId(DateTimeOffset now)
        => $"eval-{string.Concat(Random.Shared.GetItems<char>(Letters, 3))}-{now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)}";

    /// <summary>The runs that are there, the newest first; folders whose first line is of none, or of a run of another name, as in a copy, are passed over.</summary>
    public IReadOnlyList<RunEntry> Entries
        => !Directory.Exists(path) ? [] : [.. Directory.EnumerateDirectories(path)
            .Select(folder => (Name: Path.GetFileName(folder), Header: RunJournal.Peek(Path.Combine(folder, Journal))))
            .Where(run => run.Header is { } header && IsId(header.Id) && NameOf(header.Id) == run.Name).Select(run => run.Header!).OrderByDescending(header => header.Started)
            .Select(header => new RunEntry(header.Id, header.Started, header.Rows, File.Exists(ResultsOf(header.Id))))];

    /// <summary>Ids of the runs that are there, the newest first.</summary>
    public IReadOnlyList<string> Ids => [.. Entries.Select(entry => entry.Id)];

    /// <summary>The results file of a run, which is there when it came to its end.</summary>
    public string ResultsOf(string id) => Path.Combine(Folder(id), "results.json");

    /// <inheritdoc/>
    public EvalRun? Find(string name)
    {
        string? id = name == Latest ? Ids.FirstOrDefault(one => File.Exists(ResultsOf(one))) : IsId(name) && Directory.Exists(Folder(name)) ? name : null;
        if (name == Latest && id is null)
            throw new HeedException($"run: no run in {path} came to its end{(Ids is [var newest, ..] ? $"; {newest} was stopped, and 'heed eval CONFIG --resume {newest}' takes it up again" : "")}.");
        if (id is null) return null;
        return File.Exists(ResultsOf(id)) ? ResultsReader.Read(ResultsOf(id))
            : throw new HeedException($"run: {id} did not come to its end. Take it up again with 'heed eval CONFIG --resume {id}'.");
    }

    /// <summary>The run to take up again: the one named, or the newest that did not come to its end.</summary>
    /// <param name="id">Its id; <c>latest</c> for the newest.</param>
    /// <exception cref="HeedException">There is none.</exception>
    public string Unfinished(string id)
    {
        if (id != Latest) return Directory.Exists(Folder(id)) ? id : throw new HeedException($"resume: there is no run '{id}' in {path}{(Ids is [var newest, ..] ? $"; the newest is {newest}" : "")}.");
        // A run whose time was over has results, and rows that were not begun.
        return Ids.FirstOrDefault(one => !File.Exists(ResultsOf(one)) || !RunJournal.IsWhole(Path.Combine(Folder(one), Journal))) ?? throw new HeedException($"resume: every run in {path} came to its end. Run without --resume.");
    }

    /// <summary>The run whose errors are to be done again: the one named, or the newest that came to its end.</summary>
    /// <param name="id">Its id; <c>latest</c> for the newest.</param>
    /// <exception cref="HeedException">There is none.</exception>
    public string Ended(string id) => id != Latest
        ? IsId(id) && Directory.Exists(Folder(id)) ? id : throw new HeedException($"retry: there is no run '{id}' in {path}{(Ids is [var newest, ..] ? $"; the newest is {newest}" : "")}.")
        : Ids.FirstOrDefault(one => File.Exists(ResultsOf(one))) ?? throw new HeedException($"retry: no run in {path} came to its end. Run without --retry-errors.");

    /// <summary>Begins a run's file.</summary>
    internal RunJournal Begin(string id, EvalPlan plan, DateTimeOffset started, int rows, string models)
        => RunJournal.Begin(Path.Combine(Folder(id), Journal), id, plan, started, rows, models);

    /// <summary>Takes one up again.</summary>
    internal RunJournal Resume(string id, EvalPlan plan, string models) => RunJournal.Resume(Path.Combine(Folder(id), Journal), plan, models);

    // Colons are no part of names on some file systems.
    private static string NameOf(string id) => id.Replace(':', '-');

    // An id from outside must not name another place.
    private static bool IsId(string? id) => id is { Length: > 0 } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ':' or '_');

    private string Folder(string id)
        => IsId(id) ? Path.Combine(path, NameOf(id))
            : throw new HeedException($"run: expected an id such as eval-k3F-2026-11-21T17:50:36; got '{id}'.");
}
