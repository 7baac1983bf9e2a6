using Heed.Prompts.Runs;
using Heed.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>Runs: which there are, one with its variants, its cases, one cell.</summary>
internal static class RunEndpoints
{
    private const int MostRuns = 200, MostRows = 200;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        Told(api.MapGet("/runs", (StudioStore store, CancellationToken cancellation) => Task.Run(() => Runs(store), cancellation)), "promptRuns",
            "The runs of the store, the newest first.");
        Told(api.MapPost("/run", (RunRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => RunAnswer.Of(store.Run(request.Run, cancellation)), cancellation)), "promptRun",
                "A run with its variants: pass rates with intervals, scores, spans, positions.");
        Told(api.MapPost("/matrix", (MatrixRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => Matrix(request, store.Run(request.Run, cancellation)), cancellation)), "promptMatrix",
                "Some cases of a run, with what became of each in every column.");
        Told(api.MapPost("/cell", (CellRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => CellAnswer.Of(store.Run(request.Run, cancellation).Cell(request.Test, request.Column)), cancellation)), "promptCell",
                "All of a cell: prompt, output, and what each assertion said.");
    }

    private static void Told(RouteHandlerBuilder endpoint, string name, string summary)
        => endpoint.WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static RunsAnswer Runs(StudioStore store)
    {
        IReadOnlyList<RunEntry> entries = store.IsThere ? store.Runs.Entries : [];
        return new RunsAnswer(store.Address, store.IsThere, entries.Count,
            [.. entries.Take(MostRuns).Select(entry => new RunEntryAnswer(entry.Id, entry.Started, entry.Rows, entry.IsFinished))]);
    }

    private static MatrixAnswer Matrix(MatrixRequest request, ShownRun run)
    {
        (int skip, int take) = Limits.Part(request.Skip, request.Take, MostRows);
        ShownRows chosen = ShownRows.Of(run, request.Show, Limits.Words(request.Find, "find"));
        return new MatrixAnswer(run.Run.Id, run.Rows.Count, chosen.Rows.Count, skip, [.. chosen.Rows.Skip(skip).Take(take).Select(MatrixRowAnswer.Of)]);
    }
}
