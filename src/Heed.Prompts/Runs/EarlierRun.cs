using Heed.Prompts.Comparisons;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Runs;

/// <summary>A plan cut down to what went wrong in an earlier run.</summary>
public static class EarlierRun
{
    /// <summary>
    /// The plan with the cases alone that failed there: those with the same variables, wherever they stand in their files; of several with the same variables those of the same
    /// description where there are such.
    /// </summary>
    /// <param name="plan">What is run.</param>
    /// <param name="earlier">What was run; of this plan or another.</param>
    /// <param name="errorsOnly">Only cases that had an error, rather than a wrong answer.</param>
    /// <returns>The plan; without a case where none of its cases failed.</returns>
    public static EvalPlan KeepFailed(EvalPlan plan, EvalRun earlier, bool errorsOnly = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(earlier);
        ILookup<string, string?> failed = earlier.Rows.Where(row => !row.Success && (!errorsOnly || row.Failure == FailureReason.Error))
            .ToLookup(row => CasePairing.Vars(row.Case), row => row.Case.Description);
        ILookup<string, string?> here = plan.Cases.ToLookup(CasePairing.Vars, one => one.Description);
        PlannedCase[] kept = [.. plan.Cases.Where(one => CasePairing.Vars(one) is var vars
            && (failed[vars].Contains(one.Description) || failed[vars].Any(description => !here[vars].Contains(description))))];
        return plan with { Cases = [.. kept.Select((one, i) => one with { Index = i })] };
    }
}
