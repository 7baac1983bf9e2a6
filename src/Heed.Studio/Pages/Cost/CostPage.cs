using System.Text.Json.Serialization.Metadata;
using Heed.Models.Cost;
using Heed.Studio.Models;
using Heed.Studio.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Cost;

/// <summary>What a model costs by context: counts at once, predicted times after the machine was measured, which takes about two seconds once.</summary>
internal sealed class CostPage : IStudioPage
{
    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => CostJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/cost/shapes", () => KnownShapes.All.Select(one => new KnownShapeAnswer(one.Id, one.Name, ShapeAnswer.Of(one.Shape), one.Source)).ToArray())
            .WithName("costShapes").WithSummary("Measures of models that many know.");
        api.MapPost("/cost", (CostRequest request, ModelShelf shelf, CancellationToken cancellation) =>
            Task.Run(() => CostNumbers.Of(CostQuestion.Of(request, shelf), cancellation), cancellation))
            .WithName("cost").WithSummary("Operations, bytes and crossings of a model by context.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        api.MapPost("/cost/times", (CostRequest request, ModelShelf shelf, HttpContext context) =>
            {
                CostQuestion asked = CostQuestion.Of(request, shelf);
                return LongWork.Run((progress, cancellation) => CostNumbers.Times(asked, progress, cancellation), CostJson.Default.TimesAnswer, context);
            })
            .WithName("costTimes").WithSummary("Predicted times of a model by context, as server-sent events.").Produces<TimesAnswer>(contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }
}
