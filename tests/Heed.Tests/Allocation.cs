namespace Heed.Tests;

/// <summary>What a steady call takes from the managed heap.</summary>
internal static class Allocation
{
    /// <summary>The least of several rounds: the first compiles, and the runtime now and then allocates for itself.</summary>
    /// <returns>Bytes.</returns>
    public static long Least(Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
