using Heed.Masks;

namespace Heed.Lens.Positions;

/// <summary>A prompt as tokens.</summary>
/// <param name="Ids">The prompt, without the answer.</param>
/// <param name="Span">The tokens of the span; empty where it was left out.</param>
/// <param name="Sinks">Tokens that attention is parked on: those the tokenizer adds and the first one, where they are not in the span.</param>
/// <param name="Answer">The answer's tokens.</param>
/// <param name="Other">Those of what it is weighed against; null for the best other token.</param>
public sealed record PlacedPrompt(int[] Ids, KeyRange Span, IReadOnlyList<int> Sinks, int[] Answer, int[]? Other);
