namespace Heed.Lens.Steps;

/// <summary>What comes from another text.</summary>
[Flags]
public enum OtherParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The queries; the texts must be equally long then.</summary>
    Queries = 1,

    /// <summary>The keys.</summary>
    Keys = 2,

    /// <summary>The values.</summary>
    Values = 4,

    /// <summary>Keys and values: cross attention.</summary>
    KeysAndValues = Keys | Values,
}
