namespace Heed.Studio.Pages.Why;

/// <summary>The likeliest answers before and after cutting.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Tokens">The text's tokens.</param>
/// <param name="At">The token at which the answer is read; null where that is none of the text's.</param>
/// <param name="Places">Whether another token may be chosen for that: the model guesses words, and the text has no mask.</param>
/// <param name="Answers">The likeliest of both runs and those asked for, likeliest before first.</param>
/// <param name="Best">The likeliest before.</param>
/// <param name="BestAfter">The likeliest after.</param>
/// <param name="Metric">The name of the metric, such as <c>logit(trophy) − logit(suitcase)</c>; null without an answer.</param>
/// <param name="Before">The metric, untouched.</param>
/// <param name="After">The metric with the cuts.</param>
public sealed record WhyAnswersAnswer(
    string Model, IReadOnlyList<SentToken> Tokens, int? At, bool Places, IReadOnlyList<WhyChance> Answers, string Best, string BestAfter,
    string? Metric, float? Before, float? After);
