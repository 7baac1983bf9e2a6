namespace Heed.Models.Verification;

/// <summary>How a case ended.</summary>
public enum CaseStatus
{
    /// <summary>Everything stored was reproduced within the tolerance.</summary>
    Passed,

    /// <summary>Something differs, is missing or is broken.</summary>
    Failed,

    /// <summary>Heed does not have what the case asks for.</summary>
    Skipped,
}
