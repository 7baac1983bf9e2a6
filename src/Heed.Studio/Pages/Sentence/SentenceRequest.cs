namespace Heed.Studio.Pages.Sentence;

/// <summary>A text to look at.</summary>
/// <param name="Text">The text.</param>
/// <param name="Model">Which model reads it; the first where left out.</param>
/// <param name="From">Of a long text the token whose row is sent; the one to begin with (<see cref="SentenceAnswer.From"/>) where left out.</param>
public sealed record SentenceRequest(string? Text, string? Model = null, int? From = null);
