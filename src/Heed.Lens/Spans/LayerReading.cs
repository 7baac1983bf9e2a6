namespace Heed.Lens.Spans;

/// <summary>One token of an answer, read after one layer.</summary>
/// <param name="LogProbability">Its log-probability as the final norm and the unembedding read it there, in nats.</param>
/// <param name="Rank">How many other tokens are at least as likely; 0 where it leads.</param>
/// <param name="Leader">The likeliest token there.</param>
public readonly record struct LayerReading(double LogProbability, int Rank, int Leader);
