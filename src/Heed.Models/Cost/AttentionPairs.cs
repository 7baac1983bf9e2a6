namespace Heed.Models.Cost;

/// <summary>How many pairs of query and key a mask leaves, exactly.</summary>
public static class AttentionPairs
{
    /// <summary>Pairs of one head over a whole text of T tokens.</summary>
    /// <param name="context">T, at least 0.</param>
    /// <param name="direction">T² of <see cref="Direction.Bidirectional"/>, T·(T + 1)/2 of <see cref="Direction.Causal"/>.</param>
    /// <param name="window">w of a causal direction: w·(w + 1)/2 + (T − w)·w where T exceeds it. Null for all; a bidirectional one has none.</param>
    public static UInt128 OfText(long context, Direction direction, int? window = null)
    {
        UInt128 all = (UInt128)context;
        if (direction == Direction.Bidirectional) return all * all;
        UInt128 seen = (UInt128)Math.Min(context, window ?? context);
        return seen * (seen + 1) / 2 + (all - seen) * seen;
    }

    /// <summary>Pairs of one head for one token behind T others: itself and those it sees.</summary>
    /// <param name="context">T, at least 0.</param>
    /// <param name="window">w; null for all.</param>
    public static UInt128 OfToken(long context, int? window = null) => (UInt128)Math.Min(context + 1, window ?? context + 1);
}
