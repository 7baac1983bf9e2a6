namespace Heed.Studio.Pages.Steps;

/// <summary>Asks for a demonstration of a common mistake.</summary>
/// <param name="Of">On which head.</param>
/// <param name="Id"><c>self-against-cross</c>, <c>weights-as-reasons</c>, <c>all-heads-alike</c> or <c>equal-attention</c>.</param>
/// <param name="Other">Of <c>self-against-cross</c> another text; half of the head's own where left out.</param>
public sealed record MistakeRequest(StepsRequest? Of, string? Id, string? Other = null);
