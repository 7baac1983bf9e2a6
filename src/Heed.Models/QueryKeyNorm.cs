namespace Heed.Models;

/// <summary>Whether queries and keys are normalized before positions turn them.</summary>
public enum QueryKeyNorm
{
    /// <summary>No.</summary>
    None,

    /// <summary>Each head by itself, one gain of the head's size for all: Qwen3, Gemma 3.</summary>
    PerHead,

    /// <summary>All heads of a token together: OLMo 2.</summary>
    WholeWidth,
}
