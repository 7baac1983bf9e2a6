using Heed.Models;

namespace Heed.Lens.Positions;

/// <summary>
/// Moves a span through a prompt and measures, at each place, the answer's margin, the attention the span gets and what cutting it costs: Lost in the
/// Middle (Liu et
/// al. 2023) and needle in a haystack, with closed-book and oracle baselines.
/// </summary>
public static class PositionCurve
{
    /// <summary>Measures.</summary>
    /// <param name="model">A decoder with its tokenizer.</param>
    /// <param name="samples">Questions over which the means are taken, at least one.</param>
    /// <param name="plan">Sizes and places.</param>
    /// <param name="progress">Called after each prompt with those done and those there are; null for nobody.</param>
    /// <param name="cancellation">Stops between prompts; while they are made, between places.</param>
    /// <exception cref="HeedException">The model is no decoder, or a prompt cannot be made: the message says what to change.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PositionResult Measure(
        LanguageModel model, IReadOnlyList<PositionSample> samples, PositionPlan plan, Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        if (blueprint.Direction != Direction.Causal || blueprint.HasEncoder || blueprint.Head != ModelHead.Language)
            throw new HeedException($"position: expected a decoder with a language head, which continues a prompt; {model.Name} is {model.Architecture}.");
        if (samples.Count == 0) throw new HeedException("samples: expected at least one; got none.");
        plan.Check();
        PromptAssembly[] assemblies = [.. samples.Select(sample => new PromptAssembly(model, sample))];
        // All prompts are made before any is run: what cannot be made is told at once.
        var cells = new List<(int Size, double? Place, PlacedPrompt[] Prompts)>();
        foreach (int size in plan.Sizes)
        {
            IReadOnlyList<string>[] around = [.. samples.Select((sample, i) => Around(sample, assemblies[i], plan.Unit, size))];
            cells.Add((size, null, [.. assemblies.Select((assembly, i) => assembly.Place(around[i], null))]));
            foreach (double place in plan.PlacesOf(size))
            {
                cancellation.ThrowIfCancellationRequested();
                cells.Add((size, place, [.. assemblies.Select((assembly, i) => assembly.Place(around[i], Index(plan.Unit, place, around[i].Count)))]));
            }
        }

        int done = 0, all = samples.Count * (cells.Count + 1);
        var (points, closed) = (new List<PositionPoint>(), new List<PositionBaseline>());
        PositionBaseline oracle = Baseline(null, [.. assemblies.Select(assembly => assembly.Place([], 0))]);
        foreach ((int size, double? place, PlacedPrompt[] prompts) in cells)
        {
            if (place is { } at) points.Add(PointMeasurement.Of(model.Transformer, size, at, prompts, Step));
            else closed.Add(Baseline(size, prompts));
        }
        return new PositionResult(plan.Unit, points, closed, oracle);

        PositionBaseline Baseline(int? size, PlacedPrompt[] prompts)
        {
            var margins = new List<double>();
            foreach (PlacedPrompt prompt in prompts)
            {
                margins.Add(AnswerMargin.Of(model.Transformer, prompt).Value);
                Step();
            }
            return new PositionBaseline(size, margins.Count, margins.Average(margin => margin > 0 ? 1.0 : 0), MeanAndError.Of(margins));
        }

        void Step()
        {
            progress?.Invoke(++done, all);
            if (cancellation.IsCancellationRequested) throw new OperationCanceledException($"Stopped after {done} of {all} prompts.", cancellation);
        }
    }

    private static IReadOnlyList<string> Around(PositionSample sample, PromptAssembly assembly, PositionUnit unit, int size)
    {
        if (unit == PositionUnit.Tokens) return assembly.Fill(size);
        if (sample.Around.Count < size - 1)
            throw new HeedException($"distractors: expected at least {size - 1} for {size} passages; got {sample.Around.Count}. Give more, or ask for "
                + $"fewer passages.");
        return [.. sample.Around.Take(size - 1)];
    }

    private static int Index(PositionUnit unit, double place, int around)
        => unit == PositionUnit.Passages ? (int)place : (int)Math.Round(place / 100 * around, MidpointRounding.AwayFromZero);
}
