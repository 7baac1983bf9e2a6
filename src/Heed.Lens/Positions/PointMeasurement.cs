using Heed.Models;

namespace Heed.Lens.Positions;

/// <summary>Measures the prompts of one place.</summary>
internal static class PointMeasurement
{
    /// <summary>Two passes a prompt: one watched, one cut.</summary>
    public static PositionPoint Of(Transformer model, int size, double place, IReadOnlyList<PlacedPrompt> prompts, Action step)
    {
        Blueprint blueprint = model.Blueprint;
        var (margins, effects) = (new List<double>(), new List<double>());
        var (attention, sink) = (Grid(), Grid());
        foreach (PlacedPrompt prompt in prompts)
        {
            var watch = new SpanHook(prompt, blueprint);
            double margin = AnswerMargin.Of(model, prompt, watch).Value;
            margins.Add(margin);
            effects.Add(AnswerMargin.Of(model, prompt, SpanHook.Cut(prompt, blueprint)).Value - margin);
            for (int layer = 0; layer < blueprint.Layers; layer++)
                for (int head = 0; head < blueprint.Heads; head++)
                {
                    attention[layer][head] += watch.Attention.Share(layer, head) / prompts.Count;
                    sink[layer][head] += watch.Attention.Sink(layer, head) / prompts.Count;
                }
            step();
        }
        return new PositionPoint
        {
            Size = size, Place = place, Samples = prompts.Count,
            Tokens = prompts.Average(prompt => (double)prompt.Ids.Length), SpanStart = prompts.Average(prompt => (double)prompt.Span.Start),
            Right = margins.Average(margin => margin > 0 ? 1.0 : 0), Margin = MeanAndError.Of(margins), Effect = MeanAndError.Of(effects),
            Attention = attention, Sink = sink,
        };

        double[][] Grid() => [.. Enumerable.Range(0, blueprint.Layers).Select(_ => new double[blueprint.Heads])];
    }
}
