using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>A row's score; an error has 0.</summary>
public sealed class ScoreMetric : IComparedMetric
{
    /// <inheritdoc/>
    public string Name => "score";

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public bool IsQuality => true;

    /// <inheritdoc/>
    public double? Of(RunRow row) => row.Failure == FailureReason.Error ? 0 : double.IsFinite(row.Score) ? row.Score : null;
}
