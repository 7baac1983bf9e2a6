using Heed.Lens.Spans;

namespace Heed.Prompts.Insides;

/// <summary>
/// <c>heed:position</c>: how far the margin of the expected answer moves as a span moves through the prompt: the largest minus the smallest, in nats. Holds
/// up to <c>threshold</c> (1). Score: e^−range.
/// </summary>
/// <remarks>
/// Keys: <c>span</c>, whole sentences or lines; <c>positions</c> (5), places spread evenly from before all others to straight before the question;
/// <c>value</c>, the right answer, and <c>other</c>, as in <c>heed:margin</c>; <c>question</c>, the span from which on the prompt stays where it is, else the
/// last sentence that asks, or the last one. The units it moves among are the other named spans that are whole sentences or lines, and between them sentences
/// and lines (<see cref="TextUnits"/>), within its message of a conversation. Example: <code>{type: heed:position, span: fact, value: "48", positions: 5,
/// threshold: 2}</code>
/// </remarks>
public sealed class PositionAssertion : InsideAssertion
{
    /// <inheritdoc/>
    public override string Type => "heed:position";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys => ["span", "other", "positions", "question"];

    private protected override InsideFinding Find(InsideCase one, InsideSettings settings)
    {
        one.RequireExpected(settings);
        string name = one.SpanName(settings);
        double threshold = settings.Threshold(1);
        int positions = settings.Whole("positions", 2, 1000) ?? 5;
        (IReadOnlyList<Range> parts, Range around) = one.Places(name);
        if (parts.Count > 1) throw new HeedException($"span: '{name}' stands at {parts.Count} places; expected one that can move. Give each a name of "
            + "its own.");
        int? question = settings.Text("question") is { } asks ? one.Places(asks).Parts[0].Start.Value : null;
        SpanMoves moves = SpanMoves.Of(one.Text.Read.Text, around, name, parts[0], one.OtherParts(name), question);
        List<(int Place, AnswerLead Lead, double Share, double PerLength)> curve = [];
        foreach (int place in moves.Spread(positions))
        {
            one.Cancellation.ThrowIfCancellationRequested();
            (string text, Range span) = moves.At(place);
            AskedText moved = one.Text.With(text);
            AnswerLead lead = one.Answers.In(moved);
            AnswerAttention attention = AnswerAttention.Of(moved, lead.Tokens, [TokenSpan.Of(moved.Read, name, [span])]);
            curve.Add((place, lead, attention.Share(0), attention.PerLength(0)));
        }
        (double least, double most) = (curve.Min(point => point.Lead.Margin), curve.Max(point => point.Lead.Margin));
        double range = most - least;
        string reason = $"the margin of {one.Answer.Answer} is {InsideDetails.Show(least)} to {InsideDetails.Show(most)} over {curve.Count} places of "
            + $"{name}, a range of {InsideDetails.Show(range)}; the limit is {InsideDetails.Show(threshold)}"
            + (least < 0 && most > 0 ? ". At some places the answer does not lead" : "");
        string worst = moves.At(curve.MinBy(point => point.Lead.Margin).Place).Text;
        return new InsideFinding(range <= threshold, Math.Exp(-range), reason, InsideDetails.Of(json =>
        {
            json.WriteAnswer(one);
            json.WriteString("span", name);
            json.WriteNumber("range", range);
            json.WriteNumber("least", least);
            json.WriteNumber("most", most);
            json.WriteNumber("places", moves.Count);
            json.WriteNumber("here", moves.Here);
            json.WriteNumber("threshold", threshold);
            json.WriteStartArray("curve");
            foreach ((int place, AnswerLead lead, double share, double perLength) in curve)
            {
                json.WriteStartObject();
                json.WriteNumber("place", place);
                json.WriteNumber("margin", lead.Margin);
                json.WriteNumber("logProbability", lead.LogProbability);
                json.WriteString("other", lead.Other);
                json.WriteNumber("share", share);
                json.WriteNumber("perLength", perLength);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("studio", StudioLink.To("why", ("model", StudioLink.Model(one.Name)), ("text", worst), ("answer", one.Answer.Answer)));
        }));
    }
}
