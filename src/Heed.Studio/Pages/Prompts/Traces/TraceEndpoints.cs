using Heed.Models;
using Heed.Prompts.Answers;
using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Heed.Studio.Models;
using Heed.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>Traces: searched, one whole, and the text of a call as its model read it.</summary>
internal static class TraceEndpoints
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        Told(api.MapPost("/traces", (TracesRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => Search(request, store), cancellation)), "promptTraces", "Looks for traces by text and filters, the newest first.");
        Told(api.MapPost("/trace", (TraceRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => TraceAnswer.Of(store.Open(), Find(store.Open(), request.Id)), cancellation)), "promptTrace",
                "All of a trace, with the notes on it.");
        Told(api.MapPost("/read", (ReadRequest request, StudioStore store, ModelShelf shelf, CancellationToken cancellation) =>
            Task.Run(() => Read(request, store, shelf, cancellation), cancellation)), "promptRead",
                "The prompt of a cell or a trace as its model read it, for the studio's other pages.");
    }

    private static void Told(RouteHandlerBuilder endpoint, string name, string summary)
        => endpoint.WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static TracesAnswer Search(TracesRequest request, StudioStore store)
    {
        TraceQuery query = SentQuery.Of(request, DateTimeOffset.UtcNow);
        TracePage page = store.IsThere ? store.Open().Search(query) : new TracePage([], 0);
        return new TracesAnswer(page.Count, page.IsCountExact, query.Skip, [.. page.Traces.Select(TraceEntryAnswer.Of)]);
    }

    private static Trace Find(IPromptStore store, string? id)
    {
        string named = Limits.Words(id, "id") ?? throw new HeedException("id: expected a trace's id; it was left out.");
        return store.Find(named) ?? throw new HeedException($"trace: there is none with the id '{SentText.Brief(named, 80)}' in {store.Address}.");
    }

    private static ReadAnswer Read(ReadRequest request, StudioStore store, ModelShelf shelf, CancellationToken cancellation)
    {
        var models = new ShelfModels(shelf);
        if (request.Trace is null)
        {
            RunRow row = store.Run(request.Run, cancellation).Cell(request.Test, request.Column);
            string model = row.Column.Provider.Model ?? throw new HeedException(
                $"model: '{row.Column.Provider.Id}' is none of this machine, so that there is nothing to look into.");
            return Text(models, model, row.Prompt, ModelParameters.Read(row.Column.Provider.Config, row.Column.Prompt.Config, model), row.Answer?.Text);
        }
        Trace trace = Find(store.Open(), request.Trace);
        if (trace.Redacted) throw new HeedException("trace: its texts were left out on purpose, so that there is nothing to look into.");
        return Text(models, trace.Model, trace.Input, ModelParameters.Read(trace.Parameters, default, trace.Model), trace.Output);
    }

    private static ReadAnswer Text(ShelfModels models, string name, string prompt, ModelParameters parameters, string? output)
    {
        LanguageModel model = models.Load(name);
        return new ReadAnswer(models.NameOf(name), ModelPrompt.Of(model, models.LoadChatTemplate(name), prompt, parameters.Chat).Text, output?.Trim() ?? "");
    }
}
