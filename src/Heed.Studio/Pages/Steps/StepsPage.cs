using System.Text.Json.Serialization.Metadata;
using Heed.Lens.Steps;
using Heed.Lens.Steps.Demonstrations;
using Heed.Studio.Models;
using Heed.Studio.Safety;
using Heed.Studio.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Steps;

/// <summary>One head computed number by number, what becomes of it when something is changed by hand, and common mistakes shown on it.</summary>
internal sealed class StepsPage : IStudioPage
{
    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => StepsJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
    {
        var kept = new KeptHeads();
        Said(api.MapPost("/steps", (StepsRequest request, ModelShelf shelf, StudioOptions options) =>
        {
            var head = ShownHead.Of(request, shelf, options);
            return StepsNumbers.Of(head, kept.Of(head));
        }), "steps", "One head on a short text, number by number.");
        Said(api.MapPost("/steps/edit", (EditRequest request, ModelShelf shelf, StudioOptions options) =>
        {
            var head = ShownHead.Of(request.Of, shelf, options);
            HeadSteps steps = kept.Of(head);
            return StepsNumbers.Of(head, steps, steps.With((request.Edit ?? new SentEdit()).Edit(options)));
        }), "stepsEdit", "The steps that change when something about a head is changed (rows that stay as they were are empty), and the answer before and after.");
        Said(api.MapPost("/steps/terms", (TermsRequest request, ModelShelf shelf, StudioOptions options)
            => kept.Of(ShownHead.Of(request.Of, shelf, options)).Terms(request.Step ?? "", request.Row, request.Column, request.Edit?.Edit(options))),
            "stepsTerms", "The terms that one number is the sum of.");
        Said(api.MapPost("/steps/mistake", (MistakeRequest request, ModelShelf shelf, StudioOptions options, HttpContext context) =>
        {
            var demonstration = Demonstration.Named(request.Id ?? "");
            string? other = request.Other is null ? null : Limits.Text(request.Other, options, "other");
            var head = ShownHead.Of(request.Of, shelf, options);
            return LongWork.Run(
                (_, cancellation) => demonstration.Of(kept.Of(head), new DemonstrationOptions { Query = head.Word, Other = other }, cancellation),
                StepsJson.Default.DemonstrationResult, context);
        }), "stepsMistake", "A common mistake about self-attention, shown on a head: progress and the result as server-sent events.")
            .Produces<DemonstrationResult>(StatusCodes.Status200OK, "text/event-stream");
    }

    private static RouteHandlerBuilder Said(RouteHandlerBuilder route, string name, string summary)
        => route.WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
}
