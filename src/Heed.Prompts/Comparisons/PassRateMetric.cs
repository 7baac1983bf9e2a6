using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>Whether a row passes, 1 or 0; an error does not.</summary>
public sealed class PassRateMetric : IComparedMetric
{
    /// <inheritdoc/>
    public string Name => "pass-rate";

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public bool IsQuality => true;

    /// <inheritdoc/>
    public double? Of(RunRow row) => row.Success ? 1 : 0;
}
