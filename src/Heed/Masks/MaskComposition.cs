namespace Heed.Masks;

/// <summary>Masks put together: <c>causal.And(window).Or(sinks)</c>.</summary>
public static class MaskComposition
{
    /// <summary>What both allow.</summary>
    public static And<TFirst, TSecond> And<TFirst, TSecond>(this TFirst first, TSecond second)
        where TFirst : struct, IMask where TSecond : struct, IMask => new(first, second);

    /// <summary>What either allows.</summary>
    public static Or<TFirst, TSecond> Or<TFirst, TSecond>(this TFirst first, TSecond second)
        where TFirst : struct, IMask where TSecond : struct, IMask => new(first, second);

    /// <summary>What it hides.</summary>
    public static Not<TMask> Not<TMask>(this TMask mask) where TMask : struct, IMask => new(mask);
}
