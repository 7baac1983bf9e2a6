using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Positions;

/// <summary>Cuts every edge from later tokens to a span, or watches what the last token of a prompt gives it; or neither.</summary>
internal sealed class SpanHook : IHook
{
    private readonly PlacedPrompt _prompt;
    private readonly bool _cut;

    private SpanHook(PlacedPrompt prompt, bool cut, SpanAttention? attention) => (_prompt, _cut, Attention) = (prompt, cut, attention);

    /// <summary>What was seen; null for one that cuts.</summary>
    public SpanAttention? Attention { get; }

    /// <summary>One that cuts.</summary>
    public static SpanHook Cut(PlacedPrompt prompt) => new(prompt, cut: true, null);

    /// <summary>One that watches.</summary>
    public static SpanHook Watch(PlacedPrompt prompt, Blueprint blueprint) => new(prompt, cut: false, new SpanAttention(blueprint.Layers, blueprint.Heads));

    /// <inheritdoc/>
    public Tensor Visit(Tape tape, string site, Tensor value) => value;

    /// <inheritdoc/>
    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        if (_cut) return step.Run(new And<TMask, WithoutSpan>(mask, new WithoutSpan(_prompt.Span)), score, parameters);
        Read(step, mask, score);
        return step.Run(mask, score, parameters);
    }

    /// <summary>The weights of the prompt's last row alone: one query over all keys.</summary>
    private unsafe void Read<TMask, TScore>(in AttentionStep step, TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
    {
        AttentionInputs inputs = step.Inputs;
        HeadView q = inputs.Queries;
        int keys = inputs.Keys.Length, row = _prompt.Ids.Length - 1;
        using var output = new Tensor([q.Heads, q.Length, inputs.Values.Width]);
        using var weights = new Tensor([q.Heads, keys]);
        var observer = new RowWeights([row], 1, q.Heads, q.Length, keys, weights.Data);
        HeadView z = HeadView.Contiguous(output.Data, 1, q.Heads, q.Length, inputs.Values.Width);
        Heed.Attention.Forward(inputs, z, null, new And<TMask, OneRow>(mask, new OneRow(row)), score, observer);
        for (int head = 0; head < q.Heads; head++)
        {
            ReadOnlySpan<float> all = weights.Span.Slice(head * keys, keys);
            double sink = 0, span = 0;
            foreach (int token in _prompt.Sinks) sink += all[token];
            foreach (float weight in all[_prompt.Span.Start.._prompt.Span.End]) span += weight;
            Attention!.Set(step.Layer, head, span, sink);
        }
    }
}
