namespace Heed.Prompts.Outputs.Insides;

/// <summary>From which layer on the expected answer leads to the end, in one column.</summary>
/// <param name="Metric">The metric's name; empty for none.</param>
/// <param name="Results">One a case, the earliest layer first and those in which it never leads last.</param>
/// <param name="Layers">[results] the layer, from 0; −1 where the answer does not lead at the end.</param>
public sealed record DecisionSummary(string Metric, IReadOnlyList<InsideResult> Results, IReadOnlyList<int> Layers)
{
    /// <summary>Layers of the model: the most that a result has readings of.</summary>
    public int Depth { get; } = Math.Max(Results.Max(one => one.List("layers").Count), Layers.Max() + 1);

    /// <summary>Cases in which the answer does not lead at the end.</summary>
    public int Never => Layers.Count(layer => layer < 0);

    /// <summary>Cases in which it leads from a layer on.</summary>
    public int At(int layer) => Layers.Count(one => one == layer);

    /// <summary>Of a column, by metric.</summary>
    public static IReadOnlyList<DecisionSummary> Of(ColumnSummary column)
        => [.. InsideResult.Of(column, "heed:decision-layer").Select(one => (Result: one, Layer: Layer(one))).Where(one => one.Layer is not null)
            .OrderBy(one => one.Layer < 0 ? int.MaxValue : one.Layer).GroupBy(one => one.Result.Metric)
            .Select(group => new DecisionSummary(group.Key, [.. group.Select(one => one.Result)], [.. group.Select(one => one.Layer!.Value)]))];

    // A file may hold anything: a number that is no layer is none.
    private static int? Layer(InsideResult one) => one.Number("layer") is >= -1 and < 10_000 and var layer && layer == Math.Floor(layer) ? (int)layer : null;
}
