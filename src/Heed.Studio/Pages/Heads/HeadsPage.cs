using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Heed.Lens;
using Heed.Lens.Heads;
using Heed.Lens.Roles;
using Heed.Models;
using Heed.Studio.Models;
using Heed.Studio.Safety;
using Heed.Studio.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Heads;

/// <summary>What every head of a model does, with the evidence: measures of <see cref="HeadRoles"/>, offsets, and what right answers lose without it.</summary>
internal sealed class HeadsPage : IStudioPage
{
    private const int SentencesEach = 3, Kept = 12;
    private readonly ConditionalWeakTable<ModelShelf, Shelf<(string Model, string? Text), KeptAnswer<HeadsAnswer>>> _answers = [];

    // Of the model alone: another text need not measure it again.
    private readonly ConditionalWeakTable<ModelShelf, Shelf<string, KeptAnswer<HeadReliance?>>> _reliance = [];

    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => HeadsJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
        => api.MapPost("/heads", (HeadsRequest request, ModelShelf shelf, StudioOptions options, HttpContext context) =>
        {
            LanguageModel model = shelf.Get(request.Model);
            ReadText? text = request.Text is null ? null : Limits.Read(model, request.Text, options);
            return LongWork.Run(
                (progress, cancellation) => _answers.GetValue(shelf, _ => new(Kept))
                    .Use((model.Name, request.Text), () => new(Measure(model, text, _reliance.GetValue(shelf, _ => new(Kept)), progress, cancellation)), kept => kept.Answer, cancellation),
                HeadsJson.Default.HeadsAnswer, context);
        })
            .WithName("heads").WithSummary("What every head of a model does. Server-sent events: progress, then a result.")
            .Produces<HeadsAnswer>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static HeadsAnswer Measure(
        LanguageModel model, ReadText? text, Shelf<string, KeptAnswer<HeadReliance?>> kept, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new WorkProgress(0, 0, "Writing the samples"));
        IReadOnlyList<HeadSample> samples = HeadSamples.Of(model, text);
        IReadOnlyList<IHeadMeasure> measures = HeadMeasures.Of(model.Transformer);
        var offsets = new HeadOffsets();
        var watched = new Told(done => progress.Report(new WorkProgress(done, samples.Count, "Texts that heads are watched on")));
        IReadOnlyList<HeadProfile> profiles = HeadRoles.Measure(model.Transformer, samples, [.. measures, offsets], watched, cancellation);
        HeadReliance? reliance = !HeadReliance.CanAsk(model) ? null : kept.Use(model.Name, () => new(HeadReliance.Of(
            model, SentencesEach, (done, all) => progress.Report(new WorkProgress(done, all, "Sentences answered with each head removed")), cancellation)), one => one.Answer, cancellation);
        return Answer(model, text, samples.Count, measures, offsets, profiles, reliance);
    }

    private static HeadsAnswer Answer(
        LanguageModel model, ReadText? text, int samples, IReadOnlyList<IHeadMeasure> measures, HeadOffsets offsets, IReadOnlyList<HeadProfile> profiles, HeadReliance? reliance)
    {
        IReadOnlyList<HeadPlace> places = HeadPlace.Of(model.Transformer.Blueprint);
        int heads = model.Transformer.Blueprint.Heads;
        bool stacks = model.Transformer.Blueprint.HasEncoder;
        return new HeadsAnswer(
            model.Name, text?.Text, samples, places.Count, heads, [.. measures.Select(MeasureAnswer.Of)],
            [.. profiles.Select((head, i) => new HeadAnswer(
                head.Place.Site, !stacks ? "self" : head.Place.IsEncoder ? "encoder" : head.Place.IsCross ? "cross" : "decoder", head.Place.Layer, head.Head, head.MainRole, head.Roles,
                [.. head.Scores.Select(score => ScoreAnswer.Of(score.Key, score.Value, head.Roles.Contains(score.Key)))],
                offsets.Shares(i / heads, head.Head),
                reliance?.Heads.FirstOrDefault(one => one.Part == head.Place.Site && one.Head == head.Head) is { } relied ? LossAnswer.Of(relied) : null))],
            stacks || offsets.Even(0) is not { } even ? [] : [.. even.Select(OffsetAnswer.Of)],
            reliance is null ? null : new RelianceAnswer(reliance.Asked, reliance.Right, reliance.Margin), text?.UnknownWords(model) ?? []);
    }

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
