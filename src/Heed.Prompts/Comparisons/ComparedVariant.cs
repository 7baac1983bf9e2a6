using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>One side of a comparison: a column of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Column">The column.</param>
public sealed record ComparedVariant(EvalRun Run, PlannedColumn Column)
{
    /// <summary>Its rows.</summary>
    public IReadOnlyList<RunRow> Rows { get; } = [.. Run.Rows.Where(row => row.Column.Index == Column.Index)];

    /// <summary><c>[provider] prompt</c>.</summary>
    public string Name => Column.Name;

    /// <summary>
    /// Whether its answers are greedy on a local model, which is bit-exact: the same prompt gives the same answer, so that only the choice of cases is random
    /// and repeats add nothing. No where it is not known.
    /// </summary>
    public bool IsGreedy => Rows.Count > 0 && Rows.All(row => row.Answer?.Greedy ?? row.Answer is null) && Rows.Any(row => row.Answer is not null);
}
