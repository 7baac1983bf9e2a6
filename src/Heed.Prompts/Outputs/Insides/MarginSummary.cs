namespace Heed.Prompts.Outputs.Insides;

/// <summary>How far the expected answer leads, in one column, in nats.</summary>
/// <param name="Metric">The metric's name; empty for none.</param>
/// <param name="Results">One a case, the smallest margin first.</param>
/// <param name="Margins">[results] in nats.</param>
public sealed record MarginSummary(string Metric, IReadOnlyList<InsideResult> Results, IReadOnlyList<double> Margins)
{
    /// <summary>How they lie.</summary>
    public Spread Spread { get; } = Spread.Of(Margins)!;

    /// <summary>Cases in which another answer leads.</summary>
    public int Behind => Margins.Count(margin => margin < 0);

    /// <summary>Of a column, by metric.</summary>
    public static IReadOnlyList<MarginSummary> Of(ColumnSummary column)
        => [.. InsideResult.Of(column, "heed:margin").Select(one => (Result: one, Margin: one.Number("margin"))).Where(one => one.Margin is not null)
            .OrderBy(one => one.Margin).GroupBy(one => one.Result.Metric)
            .Select(group => new MarginSummary(group.Key, [.. group.Select(one => one.Result)], [.. group.Select(one => one.Margin!.Value)]))];
}
