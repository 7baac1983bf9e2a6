namespace Heed.Lens.Words;

/// <summary>The ways of saying which tokens an answer rests on, from those that look at weights to the one that really cuts.</summary>
public static class WordMethods
{
    /// <summary>All that need no choosing; the measured effect is the last.</summary>
    public static IReadOnlyList<IWordMethod> All { get; } =
    [
        new MeanWeight(), new RolloutScore(), new ValueWeightedScore(), new RelevanceScore(), GradientScores.GradientAttention, GradientScores.PredictedEffect, new MeasuredEffect(),
    ];
}
