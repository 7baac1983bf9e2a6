namespace Heed.Studio.Pages.Why;

/// <summary>A text whose likeliest answers are asked for, with something cut or nothing.</summary>
/// <param name="Text">The text.</param>
/// <param name="Model">Which model answers; the first where left out.</param>
/// <param name="Answer">An answer that is wanted in the list; null for the likeliest alone.</param>
/// <param name="Other">What it is held against: then the metric is answered too.</param>
/// <param name="At">Where it is read, as in <see cref="WhyRequest"/>.</param>
/// <param name="Cuts">What is cut, at most 200; null for nothing.</param>
public sealed record WhyAnswersRequest(
    string? Text, string? Model = null, string? Answer = null, string? Other = null, int? At = null, IReadOnlyList<WhyCut>? Cuts = null);
