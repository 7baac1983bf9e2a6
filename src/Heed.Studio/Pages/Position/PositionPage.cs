using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Heed.Lens.Positions;
using Heed.Models;
using Heed.Studio.Models;
using Heed.Studio.Safety;
using Heed.Studio.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Position;

/// <summary>Where in a long prompt a fact is found: the curve of <c>heed position</c>, told how far it is and stopped when nobody waits for it.</summary>
internal sealed class PositionPage : IStudioPage
{
    private const int UsualSamples = 4, MostSamples = 64, MostPrompts = 4000, FileLength = 200_000, Kept = 12;
    private readonly ConditionalWeakTable<ModelShelf, Shelf<string, KeptAnswer<PositionAnswer>>> _answers = [];

    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => PositionJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
        => api.MapPost("/position", (PositionRequest request, ModelShelf shelf, StudioOptions options, HttpContext context) =>
        {
            // What can be refused before anything runs is, with a status of its own.
            LanguageModel model = shelf.Get(request.Model);
            PositionTask task = Task(request, model, options);
            string key = JsonSerializer.Serialize(request with { Model = model.Name }, PositionJson.Default.PositionRequest);
            return LongWork.Run(
                (progress, cancellation) => _answers.GetValue(shelf, _ => new(Kept)).Use(key, () => new(Measure(model, task, progress, cancellation)), kept => kept.Answer, cancellation),
                PositionJson.Default.PositionAnswer, context);
        })
            .WithName("position").WithSummary("Moves a passage through a prompt: margin, attention and causal effect by place. Server-sent events: progress, then a result.")
            .Produces<PositionAnswer>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static PositionTask Task(PositionRequest request, LanguageModel model, StudioOptions options)
    {
        if (request.File is not null && (request.Task is not null || request.Samples is not null || request.Seed is not null))
            throw new HeedException("position: expected either a task with samples and seed, or a file, which has its own; got both.");
        PositionTask task = request.File is null ? Generated(request, model) : Given(request, options);
        if (task.Plan.Unit == PositionUnit.Tokens && task.Plan.Sizes.Any(size => size > options.Tokens))
            throw new TooLargeException($"lengths: expected at most {options.Tokens} tokens; got {task.Plan.Sizes.Max()}. Ask for shorter prompts, or use heed position, which has no such limit.");
        long prompts = task.Samples.Count * (1 + task.Plan.Sizes.Sum(size => 1L + task.Plan.PlacesOf(size).Count()));
        return prompts <= MostPrompts ? task : throw new TooLargeException(
            $"position: expected at most {MostPrompts} prompts (samples × lengths × depths, and baselines); got {prompts}. Ask for fewer, or use heed position, which has no such limit.");
    }

    private static PositionTask Generated(PositionRequest request, LanguageModel model)
    {
        int samples = request.Samples ?? UsualSamples;
        if (samples > MostSamples) throw new TooLargeException($"samples: expected at most {MostSamples}; got {samples}. Ask for fewer.");
        if (request.Seed is < 0) throw new HeedException($"seed: expected 0 or more; got {request.Seed}.");
        string kind = request.Task ?? "keys";
        PositionPlan quick = PositionPlan.Quick(model.Transformer.Blueprint.MaxPositions);
        var plan = new PositionPlan(PositionUnit.Tokens, request.Lengths ?? quick.Sizes, request.Depths ?? quick.Places);
        plan.Check();
        return new PositionTask(kind, GeneratedPositions.Samples(kind, samples, (ulong)(request.Seed ?? 0)), plan);
    }

    private static PositionTask Given(PositionRequest request, StudioOptions options)
    {
        string text = Limits.Text(request.File, options, "file");
        if (text.Length > FileLength) throw new TooLargeException($"file: expected at most {FileLength} characters; got {text.Length}. Shorten it.");
        PositionTask task = PositionFile.Parse(text, "file");
        if ((request.Lengths ?? (object?)request.Depths) is null) return task;
        if (task.Plan.Unit == PositionUnit.Passages)
            throw new HeedException("lengths, depths: the file counts passages, not tokens. Change its \"passages\" and \"positions\".");
        var plan = new PositionPlan(PositionUnit.Tokens, request.Lengths ?? task.Plan.Sizes, request.Depths ?? task.Plan.Places);
        plan.Check();
        return task with { Plan = plan };
    }

    private static PositionAnswer Measure(LanguageModel model, PositionTask task, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new WorkProgress(0, 0, "Writing the prompts"));
        PositionResult result = PositionCurve.Measure(
            model, task.Samples, task.Plan, (done, all) => progress.Report(new WorkProgress(done, all, "Prompts")), cancellation);
        PositionSample first = task.Samples[0];
        return new PositionAnswer(
            model.Name, model.Transformer.Blueprint.MaxPositions, task.Name, result.Unit == PositionUnit.Passages ? "passages" : "tokens", task.Samples.Count,
            new ExampleAnswer(first.Span, first.Question, first.Answer), [.. result.Points.Select(PointAnswer.Of)], [.. result.ClosedBook.Select(BaselineAnswer.Of)],
            BaselineAnswer.Of(result.Oracle), [.. PositionSummary.Of(result).Select(SummaryAnswer.Of)]);
    }
}
