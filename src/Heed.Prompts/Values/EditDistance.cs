namespace Heed.Prompts.Values;

/// <summary>How far texts are apart: insertions, deletions and replacements of UTF-16 units (Levenshtein 1966).</summary>
internal static class EditDistance
{
    /// <summary>The distance, in O(|a|·|b|) time and O(|b|) memory, without what both begin and end with.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static int Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b, CancellationToken cancellation = default)
    {
        int same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (a.Length == 0 || b.Length == 0) return a.Length + b.Length;
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int kept = diagonal + (a[i] == b[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(kept, 1 + Math.Min(diagonal, row[j]));
            }
        }
        return row[^1];
    }
}
