namespace Heed.Extensions.AI;

/// <summary>A token of an answer and how likely the model held it.</summary>
/// <param name="Id">The token.</param>
/// <param name="Token">As the vocabulary writes it; null for one of a model that has more embeddings than tokens.</param>
/// <param name="LogProbability">The natural logarithm of its probability as the model gives it, before temperature and any other option of
/// sampling.</param>
public sealed record TokenLogProbability(int Id, string? Token, double LogProbability);
