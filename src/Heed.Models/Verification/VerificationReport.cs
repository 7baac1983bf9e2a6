namespace Heed.Models.Verification;

/// <summary>What came of all cases of a folder.</summary>
/// <param name="Cases">In the order they ran.</param>
public sealed record VerificationReport(IReadOnlyList<CaseResult> Cases)
{
    /// <summary>Cases that were left out because the references themselves disagree on all that they expect; not among <see cref="Cases"/>.</summary>
    public int Disputed { get; init; }

    /// <summary>Cases reproduced.</summary>
    public int Passed => Cases.Count(result => result.Status == CaseStatus.Passed);

    /// <summary>Cases that differ or are broken.</summary>
    public int Failed => Cases.Count(result => result.Status == CaseStatus.Failed);

    /// <summary>Cases that ask for what Heed does not have.</summary>
    public int Skipped => Cases.Count(result => result.Status == CaseStatus.Skipped);
}
