using System.Runtime.CompilerServices;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Reasons;
using Heed.Prompts.Runs;
using Heed.Studio.Models;
using Heed.Studio.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Two variants beside each other, and why they part.</summary>
internal static class ComparisonEndpoints
{
    private const int MostCases = 500, Kept = 4;

    private static readonly ConditionalWeakTable<StudioStore, Shelf<(ComparedSide, ComparedSide), KeptAnswer<VariantComparison>>> s_kept = [];

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/compare", (ComparisonRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => ComparisonAnswer.Of(Compare(request.A, request.B, store, cancellation)), cancellation))
            .WithName("promptCompare").WithSummary("Two variants on the same cases: difference with interval, verdict, and what changed.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        api.MapPost("/why", (ReasonRequest request, StudioStore store, ModelShelf shelf, HttpContext context) =>
            LongWork.Run((progress, cancellation) => Why(request, store, shelf, progress, cancellation), PromptsJson.Default.ReasonAnswer, context))
            .WithName("promptWhy")
            .WithSummary("Why two variants part: layers, heads, and the patch that moves the answer. Server-sent events: progress, then a result.")
            .Produces<ReasonAnswer>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    private static VariantComparison Compare(SideRequest? first, SideRequest? second, StudioStore store, CancellationToken cancellation)
    {
        (ComparedSide a, ComparedSide b) = (ComparedSide.Of(first, "a", store, cancellation), ComparedSide.Of(second, "b", store, cancellation));
        if (a == b) throw new HeedException("a, b: expected two variants; got the same one twice.");
        return s_kept.GetValue(store, _ => new(Kept)).Use(
            (a, b), () => new(RunComparison.Of(a.Shown.Variant(a.Column), b.Shown.Variant(b.Column), cancellation: cancellation).Variants[0]),
            kept => kept.Answer, cancellation);
    }

    private static ReasonAnswer Why(ReasonRequest request, StudioStore store, ModelShelf shelf, IProgress<WorkProgress> progress,
        CancellationToken cancellation)
    {
        if (request.Most is < 1 or > MostCases) throw new HeedException($"most: expected 1 to {MostCases} cases; got {request.Most}.");
        VariantComparison variant = Compare(request.A, request.B, store, cancellation);
        (RunRow First, RunRow Second)[] parted =
            [.. variant.Changes.Select(changed => (changed.Case.A[0], changed.Case.B[0])).Where(pair => pair.Item1.Success != pair.Item2.Success)];
        (RunRow First, RunRow Second)[] chosen = [.. parted.Take(request.Most)];
        var reason = VariantReason.Of(chosen, new ShelfModels(shelf), new Told(
            done => progress.Report(new WorkProgress(done, chosen.Length, "Cases looked into"))), cancellation);
        return ReasonAnswer.Of(reason, variant, parted.Length);
    }

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
