namespace Heed.Observers;

/// <summary>Which heads of a backward pass write to the same numbers of an observer, and must therefore take turns
/// in a fixed order.</summary>
public enum GradientSharing
{
    /// <summary>None: every (batch row, query head) has its own.</summary>
    None,

    /// <summary>The same head of all batch rows.</summary>
    AcrossBatch,

    /// <summary>All of them.</summary>
    AcrossAll,
}
