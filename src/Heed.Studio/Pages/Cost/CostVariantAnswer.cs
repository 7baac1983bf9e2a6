namespace Heed.Studio.Pages.Cost;

/// <summary>The costs of a model, or of a "what if" of it.</summary>
/// <param name="Name">Such as <c>window 4096, int8 cache</c>.</param>
/// <param name="WeightBytes">Bytes of its weights.</param>
/// <param name="Points">[contexts]: the curves.</param>
/// <param name="At">The context asked for.</param>
/// <param name="Crossings">Where one cost passes another.</param>
public sealed record CostVariantAnswer(string Name, double WeightBytes, IReadOnlyList<CostPointAnswer> Points, CostPointAnswer At, CrossingsAnswer Crossings);
