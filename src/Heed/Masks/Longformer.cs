namespace Heed.Masks;

/// <summary>The pattern of Longformer (Beltagy et al. 2020): a window around every position, and a few global positions.</summary>
public static class Longformer
{
    /// <summary>The mask.</summary>
    /// <param name="reach">Keys seen on either side: half of the paper's window.</param>
    /// <param name="globalPositions">Positions that see and are seen by all.</param>
    /// <param name="offset">Keys before the first query: its aligned position.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative reach or position.</exception>
    public static Or<SlidingWindow, GlobalTokens> Mask(int reach, ReadOnlySpan<int> globalPositions, int offset = 0)
    {
        Argument.AtLeast(0, reach, nameof(reach));
        return new(new SlidingWindow(reach, reach, offset), new GlobalTokens(globalPositions, offset));
    }
}
