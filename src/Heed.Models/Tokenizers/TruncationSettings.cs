namespace Heed.Models.Tokenizers;

/// <summary>How a tokenizer.json would cut texts that are too long.</summary>
/// <param name="MaxLength">The most tokens, special ones included.</param>
/// <param name="Stride">How many tokens two neighbouring pieces share.</param>
/// <param name="Strategy">What of a pair is cut.</param>
/// <param name="FromLeft">The beginning is cut off instead of the end.</param>
public sealed record TruncationSettings(int MaxLength, int Stride, TruncationStrategy Strategy, bool FromLeft);
