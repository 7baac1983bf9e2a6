namespace Heed.Lens.Steps;

/// <summary>What the model answers, before and after an edit.</summary>
/// <param name="Position">The token at whose place the answer is read; null where it belongs to the whole text or the decoder's start.</param>
/// <param name="Place">The same in words.</param>
/// <param name="Candidates">The five likeliest before and the five likeliest after, likeliest after first.</param>
public sealed record StepAnswer(int? Position, string Place, IReadOnlyList<AnswerCandidate> Candidates);
