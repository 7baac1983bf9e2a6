namespace Heed.Prompts.Comparisons;

/// <summary>How variants are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Cases (of clustered ones: clusters) from which on there are intervals and verdicts; below, the cases themselves say more.</summary>
    public const int FewestCases = 20;

    /// <summary>Of intervals; a verdict needs an adjusted p of at most 1 less this.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The chance with which a difference as large as the one seen should be found, for the number of cases a decision needs.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>All draws follow from it.</summary>
    public ulong Seed { get; init; }

    /// <summary>Draws of the bootstrap and of sign flips.</summary>
    public int Draws { get; init; } = Statistics.PairedBootstrap.UsualDraws;

    /// <summary>Names of the metrics: pass-rate, score, latency, or those of assertions; null for all there are.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>What the comparison must hold to.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];
}
