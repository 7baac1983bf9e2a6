using System.Text.Json;
using Heed.Lens.Spans;
using Heed.Prompts.Assertions;
using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;
using Heed.Prompts.Statistics;

namespace Heed.Prompts.Insides.Summaries;

/// <summary>
/// What a span of a variant's prompt does, and what it gets of the attention, over all rows: of <c>heed:span-effect</c> and <c>heed:span-attention</c>.
/// </summary>
/// <param name="Span">Its name.</param>
/// <param name="How">Of an effect how it was taken away (<c>cut</c>, <c>delete</c>, <c>replace</c>); of attention alone where it was looked at (<c>all
/// heads</c>).</param>
/// <param name="Points">Row by row.</param>
public sealed record SpanSummary(string Span, string How, IReadOnlyList<SpanPoint> Points)
{
    private static readonly string s_effect = new SpanEffectAssertion().Type, s_attention = new SpanAttentionAssertion().Type;

    /// <summary>The mean effect in nats with its interval, 95 %; null where only attention was measured.</summary>
    public PairedMean? Effect { get; } = Points.Any(point => point.Effect is null) ? null : PairedMean.Of([.. Points.Select(point => point.Effect!.Value)]);

    /// <summary>The mean share of the attention.</summary>
    public double Share { get; } = Moments.Mean([.. Points.Select(point => point.Share)]);

    /// <summary>The mean attention per length.</summary>
    public double PerLength { get; } = Moments.Mean([.. Points.Select(point => point.PerLength)]);

    /// <summary>In how many rows attention and effect tell two stories.</summary>
    public int Disagreeing => Points.Count(point => point.Story is not null);

    /// <summary>Which story the means tell; null where they agree, or only attention was measured.</summary>
    public string? Story => Effect is null ? null : SpanDisagreement.Words(PerLength, Effect.Mean);

    /// <summary>All spans of a column, in the order of its assertions; effects before attention alone.</summary>
    public static IReadOnlyList<SpanSummary> Of(ColumnSummary column)
        => [.. column.Rows.SelectMany(row => row.Results.SelectMany(ColumnSummary.Flat).Select(result => Read(row, result)))
            .OfType<(string Span, string How, SpanPoint Point)>()
            .GroupBy(one => (one.Span, one.How, HasEffect: one.Point.Effect is not null)).OrderByDescending(group => group.Key.HasEffect)
            .Select(group => new SpanSummary(group.Key.Span, group.Key.How, [.. group.Select(one => one.Point)]))];

    private static (string Span, string How, SpanPoint Point)? Read(RunRow row, AssertionResult result)
    {
        bool effects = result.Assertion.Type == s_effect;
        if (!effects && result.Assertion.Type != s_attention) return null;
        JsonElement details = result.Details;
        if (details.Text("span") is not { } span || details.Number("share") is not { } share || details.Number("perLength") is not { } perLength) return null;
        if (!effects) return (span, Where(result.Assertion.Raw), new SpanPoint(row, null, share, perLength, null, details.Text("studio")));
        if (details.Number("effect") is not { } effect) return null;
        return (span, details.Text("how") ?? "cut", new SpanPoint(row, effect, share, perLength, details.Text("story"), details.Text("studio")));
    }

    private static string Where(JsonElement assertion) => (assertion.Number("layer"), assertion.Number("head")) switch
    {
        (null, null) => "all heads",
        (null, { } head) => $"head {head} of all layers",
        ({ } layer, null) => $"layer {layer}",
        ({ } layer, { } head) => $"layer {layer} head {head}",
    };
}
