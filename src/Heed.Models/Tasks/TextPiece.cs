using Heed.Models.Generation;

namespace Heed.Models.Tasks;

/// <summary>A step of a generated text.</summary>
/// <param name="Text">Characters that are complete now; empty while a character lacks bytes or a stop text may be beginning.</param>
/// <param name="Token">The token that was made; null in the last step, which only ends the text. Of beams the probability is NaN.</param>
/// <param name="End">Why the text ends, in the last step; null before.</param>
public sealed record TextPiece(string Text, GeneratedToken? Token, TextEnd? End = null);
