namespace Heed.Prompts.Versions;

/// <summary>How the file of a version is today.</summary>
public enum SourceState
{
    /// <summary>It came from no file.</summary>
    None,

    /// <summary>It holds the version's text.</summary>
    Same,

    /// <summary>It holds another text, which is not recorded yet.</summary>
    Changed,

    /// <summary>It is not there, or cannot be read.</summary>
    Missing,
}
