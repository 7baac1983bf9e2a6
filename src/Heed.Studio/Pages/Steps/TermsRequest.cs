namespace Heed.Studio.Pages.Steps;

/// <summary>Asks what one number is made of.</summary>
/// <param name="Of">Which head.</param>
/// <param name="Step"><c>products</c>, <c>scaled</c>, <c>pattern</c>, <c>z</c> or <c>contribution</c>.</param>
/// <param name="Row">The query.</param>
/// <param name="Column">The key, or the dimension.</param>
/// <param name="Edit">What is changed; nothing where left out.</param>
public sealed record TermsRequest(StepsRequest? Of, string? Step, int Row, int Column, SentEdit? Edit = null);
