namespace Heed.Masks;

/// <summary>How much of a block of query-key pairs a mask allows.</summary>
public enum BlockCover
{
    /// <summary>No pair: the block is skipped.</summary>
    Empty,

    /// <summary>Some pairs: they are asked for one by one.</summary>
    Mixed,

    /// <summary>Every pair.</summary>
    Whole,
}
