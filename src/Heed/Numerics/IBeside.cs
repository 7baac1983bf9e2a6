namespace Heed.Numerics;

/// <summary>
/// Work of another kind that a <see cref="RegisterTile"/> does between its own steps: multiply-adds alone leave half of the machine's
/// units idle, and what needs those is then nearly free.
/// </summary>
internal interface IBeside
{
    /// <summary>Whether there is none: the tile then leaves every call out.</summary>
    static abstract bool IsEmpty { get; }

    /// <summary>Does a little of what is left; nothing when nothing is.</summary>
    void Step<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct;
}

/// <summary>Nothing.</summary>
internal readonly struct NoBeside : IBeside
{
    /// <inheritdoc/>
    public static bool IsEmpty => true;

    /// <inheritdoc/>
    public void Step<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct { }
}
