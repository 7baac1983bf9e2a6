using Heed.Models;

namespace Heed.Lens.Metrics;

/// <summary>One run of a model whose metric is part of a question's.</summary>
/// <param name="Batch">One text, with the answer's tokens but the last where it has several.</param>
/// <param name="Metric">What is read.</param>
public sealed record QuestionRun(TokenBatch Batch, Metric Metric);
