using System.Text.Json;
using Heed.Lens.Spans;

namespace Heed.Prompts.Insides;

/// <summary>
/// <c>heed:distraction</c>: what a document that is put into the prompt takes: the expected answer's margin before minus after, in nats; with <c>by:
/// effect</c> what it takes from the effect of a span, usually the instruction (as <c>heed:span-effect</c> with <c>how: cut</c>). Holds up to
/// <c>threshold</c> (1). Score: e^−loss, at most 1.
/// </summary>
/// <remarks>
/// Keys: <c>span</c> (<c>instruction</c>); <c>document</c>, the text, a template; <c>after</c>, the span it is put behind, else it stands before the
/// question: the last sentence that asks, or the last one, of the last message; <c>value</c>, the right answer, the model's own to the prompt without the
/// document where left out; <c>other</c>; <c>by</c>: <c>margin</c> or <c>effect</c>. A document that misleads may make the span weigh more while the answer
/// is lost, so that by effect alone it would pass. Example: <code>{type: heed:distraction, document: "{{page}}", value: trophy, threshold: 0.5}</code>
/// </remarks>
public sealed class DistractionAssertion : InsideAssertion
{
    /// <inheritdoc/>
    public override string Type => "heed:distraction";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys => ["span", "other", "document", "after", "by"];

    private protected override InsideFinding Find(InsideCase one, InsideSettings settings)
    {
        string name = settings.Text("span") ?? "instruction", by = settings.Choice("by", "margin", "effect");
        string document = settings.Text("document") ?? throw new HeedException("document: expected the text that is put into the prompt; there is none.");
        double threshold = settings.Threshold(1);
        IReadOnlyList<Range> parts = one.Places(name).Parts;
        int at = settings.Text("after") is { } after ? one.Places(after).Parts[^1].End.Value : BeforeQuestion(one);
        (string text, int added) = EditedText.With(one.Text.Read.Text, at, document);
        Side before = Measure(one, one.Text, name, parts);
        Side behind = Measure(one, one.Text.With(text), name, [.. parts.SelectMany(part => Shifted(part, at, added))]);
        double loss = by == "margin" ? before.Lead.Margin - behind.Lead.Margin : before.Effect.Loss - behind.Effect.Loss;
        string reason = $"with the document, {name} has an effect of {InsideDetails.Show(behind.Effect.Loss)} instead of "
            + $"{InsideDetails.Show(before.Effect.Loss)} and the margin of {before.Lead.Answer} is {InsideDetails.Show(behind.Lead.Margin)} instead of "
            + $"{InsideDetails.Show(before.Lead.Margin)}; the {by} loses {InsideDetails.Show(loss)}, the limit is {InsideDetails.Show(threshold)}";
        return new InsideFinding(loss <= threshold, Math.Min(1, Math.Exp(-loss)), reason, InsideDetails.Of(json =>
        {
            json.WriteAnswer(one);
            json.WriteString("span", name);
            json.WriteString("by", by);
            json.WriteNumber("loss", loss);
            json.WriteNumber("effectLoss", before.Effect.Loss - behind.Effect.Loss);
            json.WriteNumber("marginLoss", before.Lead.Margin - behind.Lead.Margin);
            json.WriteNumber("threshold", threshold);
            json.WriteNumber("documentTokens", behind.Text.Read.Length - before.Text.Read.Length);
            Write(json, "before", before);
            Write(json, "after", behind);
            json.WriteString("studio", StudioLink.To("why", ("model", StudioLink.Model(one.Name)), ("text", text), ("answer", one.Answer.Answer)));
        }));
    }

    private static Side Measure(InsideCase one, AskedText text, string name, IReadOnlyList<Range> parts)
    {
        one.Cancellation.ThrowIfCancellationRequested();
        TokenSpan span = TokenSpan.Of(text.Read, name, parts);
        AnswerLead lead = one.Answers.In(text);
        return new Side(text, lead, SpanEffect.Cut(text, lead.Tokens, span, cancellation: one.Cancellation), AnswerAttention.Of(text, lead.Tokens, [span]));
    }

    private static int BeforeQuestion(InsideCase one)
    {
        var units = new TextUnits(one.Text.Read.Text, one.LastMessage(), []);
        return units.All.LastOrDefault(units.Asks, units.All[^1]).Start.Value;
    }

    private static IEnumerable<Range> Shifted(Range part, int at, int added)
    {
        (int start, int end) = (part.Start.Value, part.End.Value);
        if (start < at) yield return start..Math.Min(end, at);
        if (end > at) yield return (Math.Max(start, at) + added)..(end + added);
    }

    private static void Write(Utf8JsonWriter json, string name, Side side)
    {
        json.WriteStartObject(name);
        json.WriteNumber("effect", side.Effect.Loss);
        json.WriteNumber("margin", side.Lead.Margin);
        json.WriteNumber("logProbability", side.Lead.LogProbability);
        json.WriteString("other", side.Lead.Other);
        json.WriteNumber("share", side.Attention.Share(0));
        json.WriteNumber("perLength", side.Attention.PerLength(0));
        json.WriteNumber("sink", side.Attention.Sink());
        json.WriteEndObject();
    }

    private sealed record Side(AskedText Text, AnswerLead Lead, SpanEffect Effect, AnswerAttention Attention);
}
