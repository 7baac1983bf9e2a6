namespace Heed.Prompts.Outputs.Insides;

/// <summary>What a document that is put into the prompt takes, in one column.</summary>
/// <param name="Span">The span whose effect is measured beside the margin.</param>
/// <param name="Results">One a case, the largest loss of the margin first.</param>
public sealed record DistractionSummary(string Span, IReadOnlyList<InsideResult> Results)
{
    /// <summary>Margins without the document, in nats.</summary>
    public Spread Before { get; } = Of(Results, "before", "margin")!;

    /// <summary>Margins with it, in nats.</summary>
    public Spread After { get; } = Of(Results, "after", "margin")!;

    /// <summary>The span's effect without the document, in nats; null where it is not known.</summary>
    public Spread? EffectBefore { get; } = Of(Results, "before", "effect");

    /// <summary>The span's effect with it, in nats; null where it is not known.</summary>
    public Spread? EffectAfter { get; } = Of(Results, "after", "effect");

    /// <summary>Cases in which the answer leads without the document and not with it.</summary>
    public int Lost => Results.Count(one => one.Number("before", "margin") >= 0 && one.Number("after", "margin") < 0);

    /// <summary>Of a column, by span.</summary>
    public static IReadOnlyList<DistractionSummary> Of(ColumnSummary column)
        => [.. InsideResult.Of(column, "heed:distraction")
            .Where(one => one.Number("before", "margin") is not null && one.Number("after", "margin") is not null)
            .OrderByDescending(one => one.Number("before", "margin") - one.Number("after", "margin"))
            .GroupBy(one => one.Text("span") ?? "").Select(group => new DistractionSummary(group.Key, [.. group]))];

    private static Spread? Of(IEnumerable<InsideResult> results, string when, string what)
        => Spread.Of(results.Select(one => one.Number(when, what)).OfType<double>());
}
