using Heed.Lens.Spans;
using Heed.Lens.Views;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary><c>heed:span-effect</c> with <c>heed:span-attention</c> beside it.</summary>
internal sealed class SpanView : IInsideView
{
    public string Title => "Spans";

    public string Caption => "What the answer’s log-probability loses without a span, in nats (above 0 the span helps; the line is the middle half of the "
        + "cases), and what share of the attention "
        + "it gets, the sink apart; the mark is its share of the tokens, × how many times that it gets. ≠: what is looked at is not what the answer hangs on. "
        + $"A span looks strong from {SpanDisagreement.Strong}× on and weak up to {ReportText.Nats(SpanDisagreement.Weak)}×; it decides from "
        + $"{SpanDisagreement.Decides} nat on "
        + $"and does nothing within ±{ReportText.Nats(SpanDisagreement.Idle)}.";

    public IReadOnlyList<InsidePicture> Of(IReadOnlyList<ColumnSummary> columns)
    {
        var all = columns.Select(column => (Column: column, Spans: SpanSummary.Of(column))).Where(one => one.Spans.Count > 0).ToList();
        ValueAxis axis = ValueAxis.Of(all.SelectMany(one => one.Spans).Select(span => span.Effect).OfType<Spread>()
            .SelectMany(effect => (IEnumerable<double>)[effect.Mean, effect.Low, effect.High]));
        return [.. all.Select(one => Picture(one.Column, one.Spans, axis))];
    }

    private static InsidePicture Picture(ColumnSummary column, IReadOnlyList<SpanSummary> spans, ValueAxis axis)
    {
        var table = new HtmlTable("Effect and attention by span, means", ("span", false), ("cases", true), ("effect, nats", true), ("share of attention", true),
            ("times its length", true), ("disagree", true));
        foreach (SpanSummary span in spans)
            table.Add((SpanFigure.Name(span), null), ($"{span.Results.Count}", null), (span.Effect is { } effect ? ReportText.Precise(effect.Mean) : "–", null),
                (span.Share is { } share ? ReportText.Percent(share.Mean) : "–", null),
                    (span.PerLength is { } times ? ReportText.Precise(times.Mean) : "–", null),
                (span.How.Length > 0 ? $"{span.Disagreeing.Count}" : "–", null));
        int[] counts = [.. spans.Select(span => span.Results.Count).Distinct().Order()];
        InsideResult[] effects = [.. spans.SelectMany(span => span.Results).Where(one => one.Number("effect") is not null)];
        return new InsidePicture(
            column, "", new SpanFigure(spans, axis), counts.Length == 1 ? ReportText.Count(counts[0], "case") : $"{counts[0]} to {counts[^1]} cases a span",
                table)
        {
            Flags = [.. spans.SelectMany(span => span.Stories.Select(story
                => ($"{span.Span} {story.Story}: in {story.Cases} of {ReportText.Count(span.Results.Count, "case")}",
                (IReadOnlyList<InsideResult>)[.. span.Disagreeing.Where(one => one.Text("story") == story.Story)])))],
            Look = effects.MaxBy(one => one.Number("effect")) is { } most
                ? ($"largest effect, {most.Text("span")} {ReportText.Nats(most.Number("effect")!.Value)}", most)
                : spans[0].Results.MaxBy(one => one.Number("share")) is { } looked ? ("most looked at", looked) : null,
        };
    }
}
