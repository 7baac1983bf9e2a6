using Heed.Lens.Spans;

namespace Heed.Prompts.Insides;

/// <summary>
/// <c>heed:span-attention</c>: the share of the answering tokens' attention that goes to a span, by the span's share of the tokens: 1 where it gets as much
/// as its length. Holds from <c>threshold</c> (1) on; with <c>share: true</c> the share itself is held against it (0.5). Score: the share with <c>share:
/// true</c>, else x / (1 + x).
/// </summary>
/// <remarks>
/// Keys: <c>span</c>, the part's name; <c>layer</c> and <c>head</c>, one of them rather than the mean of all; <c>share</c>; <c>value</c>, the answer whose
/// tokens look back, the model's own where left out. The sink is apart, see <see cref="AnswerAttention"/>. What is looked at is not what the answer hangs on:
/// beside it stands <c>heed:span-effect</c>. Example: <code>{type: heed:span-attention, span: instruction, threshold: 0.5}</code>
/// </remarks>
public sealed class SpanAttentionAssertion : InsideAssertion
{
    /// <inheritdoc/>
    public override string Type => "heed:span-attention";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys => ["span", "layer", "head", "share"];

    private protected override InsideFinding Find(InsideCase one, InsideSettings settings)
    {
        string name = one.SpanName(settings);
        var blueprint = one.Text.Model.Transformer.Blueprint;
        (int? layer, int? head) = (settings.Whole("layer", 0, blueprint.Layers - 1), settings.Whole("head", 0, blueprint.Heads - 1));
        bool byShare = settings.Flag("share");
        double threshold = settings.Threshold(byShare ? 0.5 : 1);
        TokenSpan span = one.Span(name);
        AnswerAttention attention = AnswerAttention.Of(one.Text, one.Answer.Tokens, [span]);
        (double share, double perLength) = (attention.Share(0, layer, head), attention.PerLength(0, layer, head));
        double measure = byShare ? share : perLength;
        string where = (layer, head) switch
        {
            (null, null) => "all heads", (null, { } h) => $"head {h} of all layers", ({ } l, null) => $"layer {l}", ({ } l, { } h) => $"layer {l} head {h}",
        };
        string reason = $"{name} gets {InsideDetails.Show(share)} of the attention beside the sink in {where}, {InsideDetails.Show(perLength)} times "
            + $"its length; the limit is {InsideDetails.Show(threshold)}{(byShare ? " of the attention" : "")}";
        return new InsideFinding(measure >= threshold, byShare ? Math.Clamp(share, 0, 1) : perLength / (1 + perLength), reason, InsideDetails.Of(json =>
        {
            json.WriteAnswer(one);
            json.WriteString("span", name);
            if (layer is { } l) json.WriteNumber("layer", l);
            if (head is { } h) json.WriteNumber("head", h);
            json.WriteNumber("spanTokens", span.Tokens.Count);
            json.WriteNumber("tokens", one.Text.Read.Length);
            json.WriteNumber("weight", attention.Weight(0, layer, head));
            json.WriteNumber("share", share);
            json.WriteNumber("lengthShare", attention.Length(0));
            json.WriteNumber("perLength", perLength);
            json.WriteNumber("sink", attention.Sink(layer, head));
            json.WriteNumber("threshold", threshold);
            json.WriteAttention(attention, 0);
            json.WriteString("studio", StudioLink.To(
                "sentence", ("model", StudioLink.Model(one.Name)), ("text", one.Text.Read.Text), ("from", $"{one.Text.Query}"), ("layer", Index(layer)),
                    ("head", Index(head))));
        }));

        static string? Index(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
