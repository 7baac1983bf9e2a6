namespace Heed.Studio.Pages.Why;

/// <summary>A text with an answer whose reasons are asked for.</summary>
/// <param name="Text">The text: to be continued, with a mask, or to be classified.</param>
/// <param name="Model">Which model answers; the first where left out.</param>
/// <param name="Answer">The answer: words, or a class; the model's own where left out.</param>
/// <param name="Other">What it is held against; the model's next likeliest where left out.</param>
/// <param name="At">Of a model that guesses masked words, and a text without a mask: the token at whose place the answer is read; a pronoun, or the last word, where left out.</param>
/// <param name="Check">How many weights are really cut, 1 to 200.</param>
public sealed record WhyRequest(string? Text, string? Model = null, string? Answer = null, string? Other = null, int? At = null, int Check = 40);
