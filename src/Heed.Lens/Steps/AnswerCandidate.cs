namespace Heed.Lens.Steps;

/// <summary>A token (or class) the model may answer with, before and after an edit; without one, both are the same.</summary>
/// <param name="Token">Its id, or the number of the class.</param>
/// <param name="Text">For people.</param>
/// <param name="LogitBefore">Its logit of the untouched run.</param>
/// <param name="LogitAfter">Its logit of the edited run.</param>
/// <param name="Before">Its probability of the untouched run.</param>
/// <param name="After">Its probability of the edited run.</param>
public sealed record AnswerCandidate(int Token, string Text, float LogitBefore, float LogitAfter, double Before, double After);
