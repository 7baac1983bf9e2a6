namespace Heed.Models.Verification;

/// <summary>What came of a check.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">For people.</param>
internal readonly record struct Outcome(CaseStatus Status, string Detail)
{
    /// <summary>All is well.</summary>
    public static Outcome Passed(string detail) => new(CaseStatus.Passed, detail);

    /// <summary>Something is not.</summary>
    public static Outcome Failed(string detail) => new(CaseStatus.Failed, detail);

    /// <summary>Heed does not have <paramref name="reason"/>.</summary>
    public static Outcome Skipped(string reason) => new(CaseStatus.Skipped, reason);
}
