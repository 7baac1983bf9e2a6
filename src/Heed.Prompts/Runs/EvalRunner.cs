using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Runs;

/// <summary>Runs a plan: every case against every column, row by row, each written down as it is done.</summary>
/// <param name="models">Lends models.</param>
/// <param name="options">How.</param>
public sealed class EvalRunner(IModels models, EvalOptions options)
{
    /// <summary>Runs it.</summary>
    /// <param name="plan">What.</param>
    /// <param name="folder">Where runs are written down; null for nowhere.</param>
    /// <param name="resume">The id of a run to take up again; null to begin one.</param>
    /// <param name="cancellation">Stops; rows that are done stay.</param>
    /// <exception cref="HeedException">There is no such run, it is of another plan, or something cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public EvalRun Run(EvalPlan plan, RunFolder? folder, string? resume = null, CancellationToken cancellation = default)
    {
        long begun = Stopwatch.GetTimestamp();
        List<(PlannedCase Case, PlannedColumn Column)> cells = [.. Cells(plan)];
        DateTimeOffset started = DateTimeOffset.UtcNow;
        string id = resume ?? RunFolder.NewId(started);
        string used = folder is null ? "" : Models(cells);
        using RunJournal? journal = folder is null ? null : resume is null ? folder.Begin(id, plan, started, cells.Count, used) : folder.Resume(id, plan, used);
        id = journal?.Header.Id ?? id;
        DateTimeOffset began = journal?.Header.Started ?? started;
        IEnumerable<RunRow> known = (journal?.Done ?? []).Where(row => !options.RetryErrors || row.Failure != FailureReason.Error);
        var rows = new ConcurrentDictionary<(int, int), RunRow>(known.Select(row => KeyValuePair.Create((row.Case.Index, row.Column.Index), row)));
        var memory = new RunMemory(plan);
        var runner = new RowRunner(plan, models, options);
        var gate = new Lock();
        // Rows that hand on what they said run one by one, those that are done among them.
        int threads = memory.IsUsed || plan.Cases.Any(one => one.Options.RunSerially) ? 1 : Math.Max(1, options.Concurrency);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Unwrapped(() => $"stopped: {rows.Count} of {cells.Count} rows are done"
            + (journal is null ? "." : $"; 'heed eval CONFIG --resume {id}' does the rest."), () => Parallel.ForEach(Partitioner.Create(cells, EnumerablePartitionerOptions.NoBuffering), parallel, cell =>
        {
            (int, int) place = (cell.Case.Index, cell.Column.Index);
            if (rows.TryGetValue(place, out RunRow? done))
            {
                if (done.Answer is not null) memory.Keep(cell.Case, cell.Column, done);
                return;
            }
            if (options.MaxTimeMs is { } most && Stopwatch.GetElapsedTime(begun).TotalMilliseconds > most)
            {
                rows[place] = runner.NotBegun(cell.Case, cell.Column, $"maxEvalTimeMs: the time of {most} ms was over before this row began.");
                return;
            }
            RunRow row = runner.Run(cell.Case, cell.Column, memory, cancellation);
            lock (gate)
            {
                // The last word on cases whose columns are compared is said when all of them are there.
                if (!ColumnJudging.Needs(cell.Case)) row = Traced(row, id, began);
                journal?.Write(row);
                rows[place] = row;
                options.Progress?.Invoke(new EvalProgress(rows.Count, cells.Count, row));
            }
        }));
        // What compares columns waits for all of them; the journal has the rows as they were before.
        foreach (PlannedCase one in plan.Cases.Where(ColumnJudging.Needs))
            foreach (RunRow row in runner.Compare([.. plan.Columns.Select(column => rows.GetValueOrDefault((one.Index, column.Index))).OfType<RunRow>()], cancellation))
                rows[(one.Index, row.Column.Index)] = Traced(row, id, began);
        return new EvalRun(id, plan, [.. rows.Values.OrderBy(row => row.Case.Index).ThenBy(row => row.Column.Index)])
        {
            Started = began, DurationMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds, Version = HeedVersion.Here,
        };
    }

    /// <summary>The cells of a plan in the order in which they run: case by case, column by column.</summary>
    public static IEnumerable<(PlannedCase Case, PlannedColumn Column)> Cells(EvalPlan plan)
        => from one in plan.Cases
           from column in plan.Columns
           select (one, one.Asked(column));

    // Which weights and tokenizers answer; a model that is not there has none.
    private string Models(List<(PlannedCase Case, PlannedColumn Column)> cells)
        => string.Join(' ', cells.Select(cell => cell.Column.Provider.Model).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(name =>
        {
            try
            {
                return $"{name} {models.Hashes(name)}";
            }
            catch (HeedException)
            {
                return name;
            }
        }));

    // Several rows at once put their errors into one; the first of them says it.
    private static void Unwrapped(Func<string> stopped, Action work)
    {
        try
        {
            work();
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions.OfType<HeedException>().FirstOrDefault() is { } first)
        {
            throw new HeedException(first.Message, error);
        }
        catch (Exception error) when (error is OperationCanceledException
            || error is AggregateException all && all.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException(stopped(), error);
        }
    }

    private RunRow Traced(RunRow row, string id, DateTimeOffset began)
    {
        bool asked = row is { Answer: not null, Column.Provider.Model: not null, Case.ProviderOutput.ValueKind: JsonValueKind.Undefined };
        if (options.Traces is null || !asked) return row;
        ProviderIdentity identity = IProvider.Of(row.Column.Provider, row.Column.Prompt.Config, models, row.Case.Repeat).Identity!;
        Traces.Trace trace = RowTrace.Of(row, identity, id, began, options.Tags);
        options.Traces.Append(options.Redactor?.Redact(trace) ?? trace);
        return row with { TraceId = trace.Id };
    }
}
