namespace Heed.Prompts.Assertions.Texts;

/// <summary>Runs of n words, counted.</summary>
internal static class NGrams
{
    /// <summary>How often each run occurs.</summary>
    public static Dictionary<string, int> Count(IReadOnlyList<string> words, int n)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        // A unit that no word holds parts the words of a run.
        for (int i = 0; i + n <= words.Count; i++)
        {
            string run = n == 1 ? words[i] : string.Join('\u001f', words.Skip(i).Take(n));
            counts[run] = counts.GetValueOrDefault(run) + 1;
        }
        return counts;
    }

    /// <summary>How many runs both have, each at most as often as the rarer side has it.</summary>
    public static int Shared(Dictionary<string, int> a, Dictionary<string, int> b) => a.Sum(run => Math.Min(run.Value, b.GetValueOrDefault(run.Key)));
}
