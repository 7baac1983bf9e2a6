namespace Heed.Prompts.Versions.Diffs;

/// <summary>
/// The fewest removals and additions that turn one sequence into another. E. W. Myers, An O(ND) difference algorithm and its variations, Algorithmica 1
/// (1986), in its linear space: paths are followed from both ends until they meet, then each half is compared likewise.
/// </summary>
internal static class Myers
{
    /// <summary>Marks what is not in both: elements of the old sequence that are removed, and of the new one that are added.</summary>
    public static (bool[] Removed, bool[] Added) Compare<T>(ReadOnlySpan<T> old, ReadOnlySpan<T> @new) where T : IEquatable<T>
    {
        var (removed, added) = (new bool[old.Length], new bool[@new.Length]);
        int diagonals = 2 * ((old.Length + @new.Length + 1) / 2) + 3;
        Compare(old, @new, removed, added, new int[diagonals], new int[diagonals]);
        return (removed, added);
    }

    private static void Compare<T>(ReadOnlySpan<T> old, ReadOnlySpan<T> @new, Span<bool> removed, Span<bool> added, int[] forward, int[] backward)
        where T : IEquatable<T>
    {
        int start = old.CommonPrefixLength(@new);
        old = old[start..];
        @new = @new[start..];
        int end = 0;
        while (end < old.Length && end < @new.Length && old[^(end + 1)].Equals(@new[^(end + 1)])) end++;
        old = old[..^end];
        @new = @new[..^end];
        removed = removed.Slice(start, old.Length);
        added = added.Slice(start, @new.Length);
        if (!old.IsEmpty && !@new.IsEmpty && Meet(old, @new, forward, backward) is { } at)
        {
            Compare(old[..at.X], @new[..at.Y], removed[..at.X], added[..at.Y], forward, backward);
            Compare(old[at.X..], @new[at.Y..], removed[at.X..], added[at.Y..], forward, backward);
            return;
        }
        removed.Fill(true);
        added.Fill(true);
    }

    /// <summary>
    /// A point on a shortest path, neither its beginning nor its end, for sequences that are not empty and differ in their first and last elements; null
    /// where they have nothing in common. <paramref name="forward"/> and <paramref name="backward"/> hold the farthest x of each diagonal k = x − y, −1 where
    /// none was reached.
    /// </summary>
    private static (int X, int Y)? Meet<T>(ReadOnlySpan<T> old, ReadOnlySpan<T> @new, Span<int> forward, Span<int> backward) where T : IEquatable<T>
    {
        (int n, int m) = (old.Length, @new.Length);
        int longest = (n + m + 1) / 2, zero = longest + 1, delta = n - m;
        // What lies behind belongs to longer sequences.
        forward = forward[..(2 * zero + 1)];
        backward = backward[..(2 * zero + 1)];
        forward.Fill(-1);
        backward.Fill(-1);
        bool odd = (delta & 1) != 0;
        for (int d = 0; d < longest; d++)
        {
            for (int k = -d; k <= d; k += 2)
            {
                int x = Start(forward, zero, k, d, n, m), y = x - k;
                if (x < 0) continue;
                while (x < n && y < m && old[x].Equals(@new[y])) (x, y) = (x + 1, y + 1);
                forward[zero + k] = x;
                if (odd && Reached(backward, zero + delta - k) is >= 0 and var back && x >= n - back) return (x, y);
            }
            for (int k = -d; k <= d; k += 2)
            {
                int x = Start(backward, zero, k, d, n, m), y = x - k;
                if (x < 0) continue;
                while (x < n && y < m && old[n - 1 - x].Equals(@new[m - 1 - y])) (x, y) = (x + 1, y + 1);
                backward[zero + k] = x;
                if (!odd && Reached(forward, zero + delta - k) is >= 0 and var there && there >= n - x) return (n - x, m - y);
            }
        }
        return null;
    }

    /// <summary>Where a path of d steps enters diagonal k: from the neighbour that reached farther, and within the grid; −1 where it cannot.</summary>
    private static int Start(ReadOnlySpan<int> farthest, int zero, int k, int d, int n, int m)
    {
        if (d == 0) return 0;
        int left = Reached(farthest, zero + k - 1), above = Reached(farthest, zero + k + 1);
        int x = left >= 0 && left < n ? left + 1 : -1;
        return above > x && above - k <= m ? above : x;
    }

    private static int Reached(ReadOnlySpan<int> farthest, int at) => (uint)at < (uint)farthest.Length ? farthest[at] : -1;
}
