namespace Heed.Models.Generation;

/// <summary>A token of a generation.</summary>
/// <param name="Row">The prompt it continues.</param>
/// <param name="Id">The token.</param>
/// <param name="LogProbability">The natural logarithm of its probability as the model gives it, before any option of sampling.</param>
public readonly record struct GeneratedToken(int Row, int Id, double LogProbability);
