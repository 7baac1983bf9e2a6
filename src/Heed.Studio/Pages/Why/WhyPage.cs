using System.Text.Json.Serialization.Metadata;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Patching;
using Heed.Models;
using Heed.Studio.Models;
using Heed.Studio.Safety;
using Heed.Studio.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Why;

/// <summary>What an answer rests on: weights and heads with their consequences, cuts that can be tried, and two texts compared.</summary>
internal sealed class WhyPage : IStudioPage
{
    private const int MostChecks = 200, Listed = 4;

    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => WhyJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
    {
        Told(api.MapPost("/why/answers", (WhyAnswersRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation) =>
            Task.Run(() => Answers(request, shelf, options, cancellation), cancellation)), "whyAnswers", "The likeliest answers to a text, before and after weights or heads are cut.");
        Told(api.MapPost("/why/pair", (WhyPairRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation) =>
            Task.Run(() => Pair(request, shelf, options, cancellation), cancellation)), "whyPair", "What hangs on all attention from one word to another.");
        Told(api.MapPost("/why", (WhyRequest request, ModelShelf shelf, StudioOptions options, HttpContext context) =>
            LongWork.Run((progress, cancellation) => Why(request, shelf, options, progress, cancellation), WhyJson.Default.WhyAnswer, context))
            .Produces<WhyAnswer>(contentType: "text/event-stream"), "why", "What an answer rests on: every weight with its consequence. Server-sent events: progress, then result or failure.");
        Told(api.MapPost("/why/heads", (WhyRequest request, ModelShelf shelf, StudioOptions options, HttpContext context) =>
            LongWork.Run((progress, cancellation) => Heads(request, shelf, options, progress, cancellation), WhyJson.Default.WhyHeadsAnswer, context))
            .Produces<WhyHeadsAnswer>(contentType: "text/event-stream"), "whyHeads", "What every head does for an answer. Server-sent events.");
        Told(api.MapPost("/why/against", (WhyAgainstRequest request, ModelShelf shelf, StudioOptions options, HttpContext context) =>
            LongWork.Run((progress, cancellation) => Against(request, shelf, options, progress, cancellation), WhyJson.Default.WhyAgainstAnswer, context))
            .Produces<WhyAgainstAnswer>(contentType: "text/event-stream"), "whyAgainst", "What carries the difference between the answers to two texts. Server-sent events.");
    }

    private static void Told(RouteHandlerBuilder endpoint, string name, string summary)
        => endpoint.WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static WhyAnswersAnswer Answers(WhyAnswersRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation)
    {
        AskedText asked = AskedText.Of(request.Text, request.Model, request.At, shelf, options);
        Question? question = asked.AskGiven(request.Answer, request.Other);
        IReadOnlyList<Intervention> cuts = WhyCuts.Of(asked.Place, request.Cuts);
        int[] also = question is { Runs: [{ Metric.Terms: var terms }] } ? [.. terms.Where(term => term.Row == 0).Select(term => term.Token)] : [];
        cancellation.ThrowIfCancellationRequested();
        IReadOnlyList<GivenAnswer> answers = GivenAnswers.Of(asked.Place, cuts, Listed, also);
        cancellation.ThrowIfCancellationRequested();
        float? before = question?.Value();
        cancellation.ThrowIfCancellationRequested();
        float? after = cuts.Count == 0 ? before : question?.Value(cuts);
        return new WhyAnswersAnswer(
            asked.Model.Name, SentToken.Of(asked.Place.Prompt), asked.Place.Token, asked.HasPlaces, [.. answers.Select(WhyChance.Of)], answers.MaxBy(one => one.Before)!.Text,
            answers.MaxBy(one => one.After)!.Text, question?.Name, before, after);
    }

    private static WhyAnswer Why(WhyRequest request, ModelShelf shelf, StudioOptions options, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        if (request.Check is < 1 or > MostChecks) throw new HeedException($"check: expected 1 to {MostChecks} weights to cut; got {request.Check}.");
        AskedText asked = AskedText.Of(request.Text, request.Model, request.At, shelf, options);
        (Question question, string answer, string? other) = asked.Ask(request.Answer, request.Other);
        var why = EdgeConsequences.Of(question, new ConsequenceOptions { Check = request.Check }, Counted(progress, request.Check * question.Runs.Count, "weights cut"), cancellation);
        return WhyNumbers.Of(why, asked.Place.Token, answer, other);
    }

    private static WhyHeadsAnswer Heads(WhyRequest request, ModelShelf shelf, StudioOptions options, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        AskedText asked = AskedText.Of(request.Text, request.Model, request.At, shelf, options);
        Question question = asked.Ask(request.Answer, request.Other).Question;
        return WhyNumbers.Of(asked.Model, HeadEffects.Of(question, Ablation.Mean, progress: Counted(progress, 0, "heads removed"), cancellation: cancellation));
    }

    private static WhyPairAnswer Pair(WhyPairRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation)
    {
        AskedText asked = AskedText.Of(request.Text, request.Model, request.At, shelf, options);
        Question question = asked.AskGiven(request.Answer, request.Other) ?? throw new HeedException("answer: expected the answer whose reasons are asked for; it was left out.");
        var pair = PairCut.Of(question, asked.Place, request.From, request.To, cancellation: cancellation);
        Blueprint b = asked.Model.Transformer.Blueprint;
        return new WhyPairAnswer(
            request.From, request.To, Word(pair.From), Word(pair.To), pair.Before, pair.Change, pair.Layers, Strongest(pair.Layers), b.Heads,
            [.. pair.Heads.Select(head => new WhyPairHead(Heed.Lens.AttentionRows.Attention(b, head.Layer), head.Layer, head.Head, head.Weight, head.Change))],
            Strongest([.. pair.Heads.Select(head => head.Change)]), WhyChance.Of(pair.AnswerBefore), WhyChance.Of(pair.AnswerAfter), pair.LeadChanges, pair.IsHidden,
            pair.Verdict switch { PairVerdict.Decides => "decides", PairVerdict.Matters => "matters", _ => "nothing" });

        string Word(Heed.Masks.KeyRange tokens)
        {
            (int start, int end) = (question.Prompt.Encoding.Offsets[tokens.Start].Start, question.Prompt.Encoding.Offsets[tokens.End - 1].End);
            return tokens.End - tokens.Start == 1 || end <= start ? question.Prompt.Show(tokens.Start) : question.Prompt.Text[start..end].Trim();
        }

        static int Strongest(IReadOnlyList<float> changes) => Enumerable.Range(0, changes.Count).MaxBy(i => MathF.Abs(changes[i]));
    }

    private static WhyAgainstAnswer Against(WhyAgainstRequest request, ModelShelf shelf, StudioOptions options, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        AskedText asked = AskedText.Of(request.Text, request.Model, request.At, shelf, options);
        string against = Limits.Text(request.Against, options, "against");
        if (string.IsNullOrWhiteSpace(request.Answer) || string.IsNullOrWhiteSpace(request.Other))
            throw new HeedException("answer: expected both answers that are told apart, answer and other; one was left out.");
        var pair = PromptPair.Of(asked.Model, asked.Place.Prompt.Text, against, request.Answer.Trim(), request.Other.Trim(), asked.At);
        var patching = ActivationPatching.Of(pair, progress: Counted(progress, 0, "places patched"), cancellation: cancellation);
        return new WhyAgainstAnswer(
            pair.Clean.Name, patching.Clean, patching.Corrupt, SentToken.Of(pair.Clean.Prompt), SentToken.Of(pair.Corrupt.Prompt), pair.Differences,
            patching.Positions.Select(cell => cell.Layer).Distinct().Count(), patching.Positions[0].Position!.Value, [.. patching.Positions.Select(WhyPatch.Of)],
            [.. patching.Heads.Select(WhyPatch.Of)], patching.Positions.Where(cell => cell.Layer > 0).MaxBy(cell => cell.Sufficient) is { } cell ? WhyPatch.Of(cell) : null);
    }

    private static ProgressOf Counted(IProgress<WorkProgress> progress, int all, string what) => new(progress, all, what);

    private sealed class ProgressOf(IProgress<WorkProgress> progress, int all, string what) : IProgress<int>
    {
        public void Report(int done) => progress.Report(new WorkProgress(done, all, what));
    }
}
