namespace Heed.Prompts.Runs;

/// <summary>Why a row did not pass; the numbers are those of promptfoo's results.</summary>
public enum FailureReason
{
    /// <summary>It passed.</summary>
    None = 0,

    /// <summary>An assertion failed.</summary>
    Assertion = 1,

    /// <summary>There was no answer, or it could not be judged.</summary>
    Error = 2,
}
