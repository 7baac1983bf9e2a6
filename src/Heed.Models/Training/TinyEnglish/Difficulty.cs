namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// How long the free families' sentences may be. Counts are drawn uniformly from a range whose ends move with the level:
/// <c>repeat</c> 4…16 words at level 0 to 5…60 at level 1, <c>keys</c> 2…4 to 2…26 pairs, <c>code</c> 2…4 to 2…24 assignments.
/// The long families fill texts of 48…64 tokens at level 0, of 48…<see cref="Longest"/> at level 1.
/// The families built on pairs of nouns do not depend on it.
/// </summary>
/// <param name="Level">From 0, easy, to 1, the full ranges.</param>
public readonly record struct Difficulty(double Level)
{
    private const int LeastTokens = 48, ShortTexts = 64;

    /// <summary>The full ranges.</summary>
    public static Difficulty Full => new(1);

    /// <summary>See the type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0…1.</exception>
    public double Level { get; } = Level is >= 0 and <= 1
        ? Level
        : throw new ArgumentOutOfRangeException(nameof(Level), Level, "Level: expected 0 to 1");

    /// <summary>At most so many pairs in <c>keys</c>, whatever the level: for a model whose window ends there.</summary>
    public int? MaxPairs { get; init => field = Positive(value); }

    /// <summary>At most so many assignments in <c>code</c>.</summary>
    public int? MaxAssignments { get; init => field = Positive(value); }

    /// <summary>At most so many words in one copy of <c>repeat</c>.</summary>
    public int? MaxWords { get; init => field = Positive(value); }

    /// <summary>Tokens of the longest text of the long families at level 1; 256 where left out.</summary>
    public int? Longest { get; init => field = Positive(value); }

    /// <summary>Tokens of their shortest text; 48 where left out. The same number as <see cref="Longest"/>: about so many.</summary>
    public int? Shortest { get; init => field = Positive(value); }

    /// <summary>The number of tokens in a text of the long families, within a percent in those of facts alone, at most so many in the others. Its longest grows with the level by a constant factor, not by a constant number.</summary>
    public (int Least, int Most) Tokens
    {
        get
        {
            int longest = Math.Max(Longest ?? 256, ShortTexts), most = (int)Math.Round(ShortTexts * Math.Pow((double)longest / ShortTexts, Level));
            int least = Math.Min(Shortest ?? LeastTokens, longest);
            return (least, Math.Max(least, most));
        }
    }

    /// <summary>The number of pairs in <c>keys</c>.</summary>
    public (int Least, int Most) Pairs => Range(2, 2, 4, 26, MaxPairs);

    /// <summary>The number of assignments in <c>code</c>.</summary>
    public (int Least, int Most) Assignments => Range(2, 2, 4, 24, MaxAssignments);

    /// <summary>The number of words in one copy of <c>repeat</c>.</summary>
    public (int Least, int Most) Words => Range(4, 5, 16, 60, MaxWords);

    private (int Least, int Most) Range(int easyLeast, int fullLeast, int easyMost, int fullMost, int? bound)
    {
        int most = Math.Min(Between(easyMost, fullMost), bound ?? int.MaxValue);
        return (Math.Min(Between(easyLeast, fullLeast), most), most);
    }

    private int Between(int easy, int full) => (int)Math.Round(easy + Level * (full - easy), MidpointRounding.AwayFromZero);

    private static int? Positive(int? bound) => bound is null or > 0
        ? bound
        : throw new ArgumentOutOfRangeException(nameof(bound), bound, "bound: expected at least 1");
}
