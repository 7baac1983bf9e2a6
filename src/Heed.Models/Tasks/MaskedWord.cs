namespace Heed.Models.Tasks;

/// <summary>A word for a masked place.</summary>
/// <param name="Id">The token.</param>
/// <param name="Word">Its text.</param>
/// <param name="Probability">How likely the model holds it, 0 … 1.</param>
public sealed record MaskedWord(int Id, string Word, double Probability);
