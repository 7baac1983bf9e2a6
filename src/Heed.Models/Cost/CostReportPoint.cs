namespace Heed.Models.Cost;

/// <summary>A context length's costs and times.</summary>
/// <param name="At">The costs.</param>
/// <param name="Prefill">Predicted seconds of reading the texts.</param>
/// <param name="Token">Predicted seconds of the next token of each; null for models that do not decode.</param>
public sealed record CostReportPoint(CostPoint At, TimeParts Prefill, TimeParts? Token);
