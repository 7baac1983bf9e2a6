namespace Heed.Models.Training.TinyEnglish;

/// <summary>The pairs of positions that a family may draw, by split.</summary>
internal sealed class PairTable
{
    private readonly (int First, int Second)[] _training;
    private readonly (int First, int Second)[] _heldOut;

    /// <summary>All pairs of two different words that <paramref name="allowed"/> admits.</summary>
    public PairTable(IReadOnlyList<string> first, IReadOnlyList<string> second, Func<int, int, bool>? allowed = null)
    {
        bool sameList = ReferenceEquals(first, second);
        var pairs = (
            from i in Enumerable.Range(0, first.Count)
            from j in Enumerable.Range(0, second.Count)
            where first[i] != second[j] && (allowed is null || allowed(i, j))
            select (First: i, Second: j)).ToArray();

        // Mixed once, so that every prefix of a sweep is spread over the lists.
        new Randomness(seed: 0).Shuffle<(int, int)>(pairs);

        _heldOut = [.. pairs.Where(pair => HeldOutRule.HoldsOut(pair.First, pair.Second))];

        // Held-out words never meet in training: within one list the turned-round pair stays away too.
        _training = [.. pairs.Where(pair => !HeldOutRule.HoldsOut(pair.First, pair.Second)
            && !(sameList && HeldOutRule.HoldsOut(pair.Second, pair.First)))];
    }

    public ReadOnlySpan<(int First, int Second)> this[Split split] => split == Split.HeldOut ? _heldOut : _training;
}
