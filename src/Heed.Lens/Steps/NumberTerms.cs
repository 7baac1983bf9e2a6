namespace Heed.Lens.Steps;

/// <summary>What one number of a step is made of.</summary>
/// <param name="Step">The step.</param>
/// <param name="Row">Its row.</param>
/// <param name="Column">Its column.</param>
/// <param name="Terms">All terms, in order.</param>
/// <param name="Sum">What they add up to.</param>
/// <param name="Result">The number: the sum itself; for <c>scaled</c> the scaled sum, or what was set by hand; for <c>pattern</c> the column's share.</param>
public sealed record NumberTerms(string Step, int Row, int Column, IReadOnlyList<NumberTerm> Terms, double Sum, double Result)
{
    /// <summary>The steps whose numbers can be taken apart.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["products", "scaled", "pattern", "z", "contribution"];

    /// <summary>Takes one apart.</summary>
    /// <param name="context">The head.</param>
    /// <param name="stages">Its numbers.</param>
    /// <param name="keys">The tokens that are looked at.</param>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="row">The query.</param>
    /// <param name="column">The key, or the dimension.</param>
    /// <exception cref="HeedException">There is no such step, row or column.</exception>
    internal static NumberTerms Of(HeadContext context, HeadStages stages, IReadOnlyList<string> keys, string step, int row, int column)
    {
        if (!Steps.Contains(step)) throw new HeedException($"step: expected one of {string.Join(", ", Steps)}; got '{step}'. The other steps are no sums.");
        int columns = step switch { "z" => stages.V.Columns, "contribution" => context.Output.Columns, _ => stages.K.Rows };
        if ((uint)row >= (uint)stages.Q.Rows) throw new HeedException($"row: expected a query from 0 to {stages.Q.Rows - 1}; got {row}.");
        if ((uint)column >= (uint)columns) throw new HeedException($"column: expected a number from 0 to {columns - 1}; got {column}.");
        NumberTerm[] terms = step switch
        {
            "pattern" => Exponentials(stages, keys, row),
            "z" => Products(keys, stages.Weights.Row(row), stages.V.Slice(column, 1).Numbers),
            "contribution" => Products(null, stages.Z.Row(row), context.Output.Slice(column, 1).Numbers),
            _ => Products(null, stages.Q.Row(row), stages.K.Row(column)),
        };
        double sum = terms.Sum(term => term.Value);
        double result = step switch { "scaled" => stages.Scaled[row, column], "pattern" => stages.Weights[row, column], _ => sum };
        return new NumberTerms(step, row, column, terms, sum, result);
    }

    private static NumberTerm[] Products(IReadOnlyList<string>? labels, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var terms = new NumberTerm[left.Length];
        for (int i = 0; i < terms.Length; i++) terms[i] = new NumberTerm(labels?[i] ?? $"{i}", left[i], right[i], left[i] * right[i]);
        return terms;
    }

    private static NumberTerm[] Exponentials(HeadStages stages, IReadOnlyList<string> keys, int row)
        => [.. Enumerable.Range(0, keys.Count).Select(key => new NumberTerm(
            keys[key], stages.Allowed[row, key] == 0 ? null : stages.Scores[row, key], null, stages.Exponentials[row, key]))];
}
