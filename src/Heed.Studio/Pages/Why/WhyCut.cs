namespace Heed.Studio.Pages.Why;

/// <summary>Something that is cut: one weight, all attention from one word to another, or a head.</summary>
/// <param name="Attention">Which: <c>blocks.N.attn</c>; null for all attention from one word to another, in every layer.</param>
/// <param name="Head">Query head; null for all.</param>
/// <param name="From">The token that looks; null with <paramref name="To"/> for the whole head, in whose place its mean over the text is put.</param>
/// <param name="To">The token it looks at.</param>
public sealed record WhyCut(string? Attention = null, int? Head = null, int? From = null, int? To = null);
