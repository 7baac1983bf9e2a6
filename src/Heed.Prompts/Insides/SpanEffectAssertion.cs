using Heed.Lens.Spans;

namespace Heed.Prompts.Insides;

/// <summary>
/// <c>heed:span-effect</c>: what the answer's log-probability loses without a span, log p(answer) − log p(answer | span taken away), in nats; above 0 the
/// span helps the answer. Holds from <c>threshold</c> (1) on, for a span that should matter; with <c>at-most: true</c> up to it, for one that should not.
/// Score: the part of the answer's probability that is lost, 1 − e^−effect, and with <c>at-most</c> what is kept, each in 0 … 1.
/// </summary>
/// <remarks>
/// Keys: <c>span</c>; <c>how</c>: <c>cut</c> (all attention to it from outside cut in every layer and head, rows renormalised; the text stays), <c>delete</c>
/// (taken out of the text) or <c>replace</c> (by the text of <c>with</c>, else each of its tokens by a full stop, so that nothing moves); <c>value</c>, the
/// answer, the model's own where left out; <c>at-most</c>. Details: <c>disagrees</c> where the span's attention and its effect tell two stories (<see
/// cref="SpanDisagreement"/>), and with <c>cut</c> what each layer alone loses. Example: <code>{type: heed:span-effect, span: instruction, how: delete,
/// value: trophy, threshold: 2}</code>
/// </remarks>
public sealed class SpanEffectAssertion : InsideAssertion
{
    /// <inheritdoc/>
    public override string Type => "heed:span-effect";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys => ["span", "how", "with", "at-most"];

    private protected override InsideFinding Find(InsideCase one, InsideSettings settings)
    {
        string name = one.SpanName(settings), how = settings.Choice("how", "cut", "delete", "replace");
        string? with = settings.Text("with");
        if (with is not null && how != "replace") throw new HeedException($"with: expected only where how is replace; how is {how}.");
        bool atMost = settings.Flag("at-most");
        double threshold = settings.Threshold(1);
        IReadOnlyList<Range> parts = one.Places(name).Parts;
        TokenSpan span = one.Span(name);
        int[] answer = one.Answer.Tokens;
        SpanEffect effect = (how, with) switch
        {
            ("cut", _) => SpanEffect.Cut(one.Text, answer, span, layers: true, one.Cancellation),
            ("delete", _) => SpanEffect.Deleted(one.Text, answer, parts),
            (_, { } words) => SpanEffect.Replaced(one.Text, answer, parts, words),
            _ => SpanEffect.Silenced(one.Text, answer, span),
        };
        one.Cancellation.ThrowIfCancellationRequested();
        AnswerAttention attention = AnswerAttention.Of(one.Text, answer, [span]);
        (double loss, double perLength) = (effect.Loss, attention.PerLength(0));
        string? story = SpanDisagreement.Words(perLength, loss);
        string done = how switch { "cut" => "with all attention to it cut", "delete" => "deleted", _ => "replaced" };
        string reason = $"{name} {done}: log p({one.Answer.Answer}) goes from {InsideDetails.Show(effect.Before)} to "
            + $"{InsideDetails.Show(effect.After)}, an effect of {InsideDetails.Show(loss)}; "
            + $"the limit is {(atMost ? "at most" : "at least")} {InsideDetails.Show(threshold)}"
            + (story is null ? "" : $". It {story}: {InsideDetails.Show(perLength)} times the attention of its length");
        double kept = Math.Min(1, Math.Exp(-loss));
        return new InsideFinding(atMost ? loss <= threshold : loss >= threshold, atMost ? kept : 1 - kept, reason, InsideDetails.Of(json =>
        {
            json.WriteAnswer(one);
            json.WriteString("span", name);
            json.WriteString("how", how);
            json.WriteNumber("spanTokens", span.Tokens.Count);
            json.WriteBoolean("holdsAnsweringToken", span.Tokens.Contains(one.Text.Query));
            json.WriteNumber("before", effect.Before);
            json.WriteNumber("after", effect.After);
            json.WriteNumber("effect", loss);
            json.WriteNumber("share", attention.Share(0));
            json.WriteNumber("perLength", perLength);
            json.WriteBoolean("disagrees", story is not null);
            if (story is not null) json.WriteString("story", story);
            if (effect.Layers.Count > 0) json.WriteNumbers("layerEffects", effect.Layers);
            json.WriteNumber("threshold", threshold);
            json.WriteString("studio", StudioLink.To("why", ("model", StudioLink.Model(one.Name)), ("text", one.Text.Read.Text),
                ("answer", one.Answer.Answer)));
        }));
    }
}
