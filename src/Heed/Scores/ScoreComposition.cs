namespace Heed.Scores;

/// <summary>Changes to a score put together: <c>new SoftCap(50).Then(bias)</c>.</summary>
public static class ScoreComposition
{
    /// <summary>The first change, then the second.</summary>
    public static Then<TFirst, TSecond> Then<TFirst, TSecond>(this TFirst first, TSecond second) where TFirst : struct, IScore where TSecond : struct, IScore => new(first, second);
}
