namespace Heed.Prompts.Assertions;

/// <summary>What became of an assertion.</summary>
public enum Verdict
{
    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It does not.</summary>
    Fail,

    /// <summary>It could not be judged, as a value is missing or wrong: the row is an error.</summary>
    Error,

    /// <summary>Heed cannot judge it (Python, a remote judge): it fails its row, and says so.</summary>
    Unsupported,
}
