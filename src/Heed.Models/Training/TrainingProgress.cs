namespace Heed.Models.Training;

/// <summary>How a run stands after a step.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Loss of the last step.</param>
/// <param name="SmoothLoss">Mean loss since the last report.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="TokensPerSecond">Since the last report, without filling.</param>
/// <param name="Left">Expected time left.</param>
/// <param name="Tokens">Tokens seen in all.</param>
/// <param name="Accuracy">Share of right answers on held-out sentences by family, at the steps where it is measured; else null.</param>
public sealed record TrainingProgress(int Step, int Steps, double Loss, double SmoothLoss, float LearningRate, double TokensPerSecond, TimeSpan Left, long Tokens,
    IReadOnlyDictionary<string, double>? Accuracy = null);
