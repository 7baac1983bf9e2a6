namespace Heed;

/// <summary>How the numbers of a view are stored.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision.</summary>
    Float32,

    /// <summary>IEEE 754 half precision.</summary>
    Float16,

    /// <summary>The upper half of a single.</summary>
    BFloat16,
}
