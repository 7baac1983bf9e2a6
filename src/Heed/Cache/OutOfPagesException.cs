namespace Heed.Cache;

/// <summary>A <see cref="PagePool"/> has too few free pages for an append; nothing was written. Free another sequence and try again.</summary>
public sealed class OutOfPagesException : InvalidOperationException
{
    internal OutOfPagesException(int needed, int free, int pages)
        : base($"append: expected {needed} free pages in the pool; got {free} of {pages}. Nothing was written: reset or dispose other sequences, or make a larger pool.")
        => (Needed, Free) = (needed, free);

    /// <summary>Pages the append needs.</summary>
    public int Needed { get; }

    /// <summary>Pages that were free.</summary>
    public int Free { get; }
}
