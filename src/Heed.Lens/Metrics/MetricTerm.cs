namespace Heed.Lens.Metrics;

/// <summary>One logit, or log-probability, in a metric.</summary>
/// <param name="Row">Which of the metric's rows.</param>
/// <param name="Token">Token or class.</param>
/// <param name="Weight">What it counts; a difference has 1 and −1.</param>
public readonly record struct MetricTerm(int Row, int Token, float Weight);
