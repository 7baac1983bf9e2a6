namespace Heed.Models.Generation;

/// <summary>A text that a beam search found.</summary>
/// <param name="Tokens">The new tokens, the end token included where there is one.</param>
/// <param name="Score">The logarithm of its probability over its length to the power of the length penalty.</param>
public sealed record BeamText(int[] Tokens, double Score);
