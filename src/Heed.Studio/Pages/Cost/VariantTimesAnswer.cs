namespace Heed.Studio.Pages.Cost;

/// <summary>Predicted times of a model, or of a "what if" of it.</summary>
/// <param name="Name">As in <see cref="CostVariantAnswer.Name"/>.</param>
/// <param name="Points">[contexts]: the curves.</param>
/// <param name="At">The context asked for.</param>
public sealed record VariantTimesAnswer(string Name, IReadOnlyList<TimePointAnswer> Points, TimePointAnswer At);
