using Heed.Lens.Spans;

namespace Heed.Prompts.Outputs.Insides;

/// <summary>What a span gets of the attention and what the answer loses without it, in one column.</summary>
/// <param name="Span">The span's name.</param>
/// <param name="How">How it was taken away: <c>cut</c>, <c>delete</c>, <c>replace</c>; empty where attention alone was measured.</param>
/// <param name="Where">Of which heads the attention is; empty for all.</param>
/// <param name="Results">One a case.</param>
public sealed record SpanSummary(string Span, string How, string Where, IReadOnlyList<InsideResult> Results)
{
    /// <summary>Loss of the answer's log-probability, in nats; null where it was not measured.</summary>
    public Spread? Effect { get; } = How.Length == 0 ? null : Spread.Of(Results.Select(one => one.Number("effect")).OfType<double>());

    /// <summary>Share of the attention beside the sink, 0 … 1.</summary>
    public Spread? Share { get; } = Spread.Of(Results.Select(one => one.Number("share")).OfType<double>());

    /// <summary>The share by the span's share of the tokens: 1 where it gets as much as its length.</summary>
    public Spread? PerLength { get; } = Spread.Of(Results.Select(one => one.Number("perLength")).OfType<double>());

    /// <summary>Cases in which attention and effect tell two stories, as the assertion judged.</summary>
    public IReadOnlyList<InsideResult> Disagreeing { get; } = [.. Results.Where(one => one.Flag("disagrees"))];

    /// <summary>Which story the means tell; null where they agree, or attention alone was measured.</summary>
    public string? Story => Effect is { } effect && PerLength is { } times ? SpanDisagreement.Words(times.Mean, effect.Mean) : null;

    /// <summary>The stories and how many cases tell them, the most frequent first.</summary>
    public IReadOnlyList<(string Story, int Cases)> Stories
        => [.. Disagreeing.GroupBy(one => one.Text("story") ?? "attention and effect disagree").Select(group => (group.Key, group.Count()))
            .OrderByDescending(story => story.Item2)];

    /// <summary>Of a column: by span and way of taking it away; attention of all heads only where no effect has it beside itself.</summary>
    public static IReadOnlyList<SpanSummary> Of(ColumnSummary column)
    {
        SpanSummary[] effects = [.. InsideResult.Of(column, "heed:span-effect").Where(one => one.Number("effect") is not null)
            .GroupBy(one => (Span: one.Text("span") ?? "", How: one.Text("how") ?? "cut"))
            .Select(group => new SpanSummary(group.Key.Span, group.Key.How, "", [.. group]))];
        IEnumerable<SpanSummary> attention = InsideResult.Of(column, "heed:span-attention").Where(one => one.Number("share") is not null)
            .GroupBy(one => (Span: one.Text("span") ?? "", Where: HeadsOf(one)))
            .Where(group => group.Key.Where.Length > 0 || effects.All(effect => effect.Span != group.Key.Span))
            .Select(group => new SpanSummary(group.Key.Span, "", group.Key.Where, [.. group]));
        return [.. effects.Concat(attention)];
    }

    private static string HeadsOf(InsideResult one) => (one.Number("layer"), one.Number("head")) switch
    {
        (null, null) => "", (null, { } head) => $"head {head} of all layers", ({ } layer, null) => $"layer {layer}", ({ } layer, { } head)
            => $"layer {layer} head {head}",
    };
}
