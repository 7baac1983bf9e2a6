using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Lens.Spans;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Positions;

/// <summary>Watches what the last token of a prompt gives to a span.</summary>
/// <param name="prompt">The prompt.</param>
/// <param name="blueprint">The model.</param>
internal sealed class SpanHook(PlacedPrompt prompt, Blueprint blueprint) : IHook
{
    /// <summary>What was seen.</summary>
    public SpanAttention Attention { get; } = new(blueprint.Layers, blueprint.Heads);

    /// <summary>A run in which every edge from later tokens to the span is cut: its own tokens see each other, and those before it never saw it.</summary>
    public static IHook Cut(PlacedPrompt prompt, Blueprint blueprint) => new InterventionHook(SpanCut.Of(blueprint, [prompt.Span]));

    /// <inheritdoc/>
    public Tensor Visit(Tape tape, string site, Tensor value) => value;

    /// <inheritdoc/>
    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        Read(step, mask, score);
        return step.Run(mask, score, parameters);
    }

    /// <summary>The weights of the prompt's last row alone: one query over all keys.</summary>
    private unsafe void Read<TMask, TScore>(in AttentionStep step, TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
    {
        AttentionInputs inputs = step.Inputs;
        HeadView q = inputs.Queries;
        int keys = inputs.Keys.Length, row = prompt.Ids.Length - 1;
        using var output = new Tensor([q.Heads, q.Length, inputs.Values.Width]);
        using var weights = new Tensor([q.Heads, keys]);
        var observer = new RowWeights([row], 1, q.Heads, q.Length, keys, weights.Data);
        HeadView z = HeadView.Contiguous(output.Data, 1, q.Heads, q.Length, inputs.Values.Width);
        Heed.Attention.Forward(inputs, z, null, new And<TMask, SomeRows>(mask, new SomeRows(new KeyRange(row, row + 1))), score, observer);
        for (int head = 0; head < q.Heads; head++)
        {
            ReadOnlySpan<float> all = weights.Span.Slice(head * keys, keys);
            double sink = 0, span = 0;
            foreach (int token in prompt.Sinks) sink += all[token];
            foreach (float weight in all[prompt.Span.Start..prompt.Span.End]) span += weight;
            Attention.Set(step.Layer, head, span, sink);
        }
    }
}
