namespace Heed.Studio.Pages.Why;

/// <summary>Two words of a text: what hangs on all attention from the first to the second.</summary>
/// <param name="Text">The text.</param>
/// <param name="From">A token of the word that looks.</param>
/// <param name="To">A token of the word it looks at.</param>
/// <param name="Answer">As in <see cref="WhyRequest"/>, given.</param>
/// <param name="Other">What it is held against; null for nothing.</param>
/// <param name="Model">Which model answers; the first where left out.</param>
/// <param name="At">Where the answer is read, as in <see cref="WhyRequest"/>.</param>
public sealed record WhyPairRequest(string? Text, int From, int To, string? Answer, string? Other = null, string? Model = null, int? At = null);
