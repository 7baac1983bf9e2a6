namespace Heed.Prompts.Comparisons;

/// <summary>Which number of a delta a gate looks at.</summary>
public enum GateSide
{
    /// <summary>The delta as it was seen, the point estimate.</summary>
    Estimate,

    /// <summary>The lower bound of its interval.</summary>
    Lower,

    /// <summary>The upper bound of its interval.</summary>
    Upper,
}
