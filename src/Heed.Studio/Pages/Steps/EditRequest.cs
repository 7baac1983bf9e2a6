namespace Heed.Studio.Pages.Steps;

/// <summary>A head with something changed.</summary>
/// <param name="Of">Which head.</param>
/// <param name="Edit">What is changed.</param>
public sealed record EditRequest(StepsRequest? Of, SentEdit? Edit);
