namespace Heed.Lens.Steps;

/// <summary>What becomes of a head, and of the answer, when something about it is changed.</summary>
/// <param name="Steps">The steps whose numbers are others now, in order; those that are not listed are as they were.</param>
/// <param name="Answer">The answer before and after, from really running the model on from this head; null for a model without a head that answers.</param>
/// <param name="Notes">What the edit did not do, or did not do as one might expect.</param>
public sealed record EditedHead(IReadOnlyList<HeadStep> Steps, StepAnswer? Answer, IReadOnlyList<string> Notes);
