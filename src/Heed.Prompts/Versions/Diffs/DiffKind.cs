namespace Heed.Prompts.Versions.Diffs;

/// <summary>What became of a part of a text.</summary>
public enum DiffKind
{
    /// <summary>It is in both.</summary>
    Same,

    /// <summary>Only the old text has it.</summary>
    Removed,

    /// <summary>Only the new text has it.</summary>
    Added,
}
