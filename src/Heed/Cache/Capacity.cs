namespace Heed.Cache;

/// <summary>Room for positions in one block: fixed, or doubling when it is full.</summary>
internal static class Capacity
{
    public static int Checked(int capacity)
        => capacity is >= 1 and <= CacheShape.LongestSequence
            ? capacity
            : throw new ArgumentOutOfRangeException(nameof(capacity), $"capacity: expected 1 … {CacheShape.LongestSequence} positions; got {capacity}.");

    /// <summary>The capacity for <paramref name="count"/> more positions in each of the rows: the present one where they fit.</summary>
    /// <exception cref="InvalidOperationException">They do not fit and the capacity is fixed.</exception>
    public static int For(int capacity, bool isFixed, ReadOnlySpan<int> lengths, int firstRow, int count)
    {
        int longest = 0;
        foreach (int length in lengths) longest = Math.Max(longest, length);
        if (longest <= capacity - count) return capacity;
        if (isFixed)
            throw new InvalidOperationException(
                $"append: expected at most {capacity - longest} more positions (capacity {capacity}, fixed; rows from {firstRow} hold up to {longest}); got {count}.");
        return (int)Math.Min(CacheShape.LongestSequence, Math.Max(2L * capacity, (long)longest + count));
    }
}
