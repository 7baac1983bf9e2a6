namespace Heed.Studio.Pages.Why;

/// <summary>Two texts of as many tokens: what carries the difference of their answers.</summary>
/// <param name="Text">The text whose answer is explained.</param>
/// <param name="Against">The other one.</param>
/// <param name="Answer">The answer of the first.</param>
/// <param name="Other">The answer it is held against.</param>
/// <param name="Model">Which model answers; the first where left out.</param>
/// <param name="At">Where the answer is read, as in <see cref="WhyRequest"/>; the same token of both.</param>
public sealed record WhyAgainstRequest(string? Text, string? Against, string? Answer, string? Other, string? Model = null, int? At = null);
