namespace Heed.Prompts.Values;

/// <summary>What was probably meant by a misspelled name.</summary>
internal static class NearestName
{
    /// <summary>The name that takes the fewest changes of a letter (added, left out, replaced, or two swapped); null where none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        (string? best, int changes) = (null, Math.Max(1, name.Length / 3) + 1);
        foreach (string one in known)
            if (Changes(name.ToLowerInvariant(), one.ToLowerInvariant()) is var count && count < changes) (best, changes) = (one, count);
        return best;
    }

    // Damerau's distance with adjacent swaps (optimal string alignment); names of keys are short.
    private static int Changes(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) table[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) table[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
            for (int j = 1; j <= b.Length; j++)
            {
                int least = Math.Min(table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, table[i - 2, j - 2] + 1);
                table[i, j] = least;
            }
        return table[a.Length, b.Length];
    }
}
