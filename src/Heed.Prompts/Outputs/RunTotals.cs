using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs;

/// <summary>How many rows of a run passed.</summary>
/// <param name="Successes">Rows that passed.</param>
/// <param name="Failures">Rows an assertion failed.</param>
/// <param name="Errors">Rows without an answer, or that could not be judged.</param>
public readonly record struct RunTotals(int Successes, int Failures, int Errors)
{
    /// <summary>Counts rows.</summary>
    public static RunTotals Of(IEnumerable<RunRow> rows)
    {
        (int successes, int failures, int errors) = (0, 0, 0);
        foreach (RunRow row in rows)
            _ = row.Failure switch { FailureReason.None => successes++, FailureReason.Assertion => failures++, _ => errors++ };
        return new RunTotals(successes, failures, errors);
    }

    /// <summary>All of them.</summary>
    public int Count => Successes + Failures + Errors;

    /// <summary>Successes of all; errors count against it. 1 of none, as in promptfoo nothing then failed.</summary>
    public double PassRate => Count == 0 ? 1 : (double)Successes / Count;
}
