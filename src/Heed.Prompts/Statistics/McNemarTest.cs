namespace Heed.Prompts.Statistics;

/// <summary>
/// McNemar's exact test: whether the cases on which two variants part fall to either like heads and tails. Source: McNemar (1947), exact form as in statsmodels
/// (<c>mcnemar</c>, whose statistic is min(b, c)).
/// </summary>
public static class McNemarTest
{
    /// <summary>min(1, 2 P[Bin(b + c, ½) ≤ min(b, c)]), b and c the cases only A and only B passes.</summary>
    /// <param name="table">The pairs.</param>
    /// <returns>The two-sided p.</returns>
    public static double P(PairedTable table) => SignTest.P(table.OnlyB, table.OnlyA);
}
