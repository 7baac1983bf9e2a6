namespace Heed.Prompts.Comparisons;

/// <summary>How a case changed from the base to the other variant.</summary>
public enum CaseChange
{
    /// <summary>It passes less often.</summary>
    Regressed,

    /// <summary>It passes more often.</summary>
    Improved,

    /// <summary>It passes as often, with a lower score.</summary>
    ScoreFell,

    /// <summary>It passes as often, with a higher score.</summary>
    ScoreRose,
}
