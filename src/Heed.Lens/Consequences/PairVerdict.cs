namespace Heed.Lens.Consequences;

/// <summary>What hangs on all attention from one word to another.</summary>
public enum PairVerdict
{
    /// <summary>Nothing: cutting it all changes the metric by at most a fiftieth of it, or of 1 where it is smaller.</summary>
    Nothing,

    /// <summary>The metric changes; the answer stays.</summary>
    Matters,

    /// <summary>Another answer is the likeliest then, or the other one leads.</summary>
    Decides,
}
