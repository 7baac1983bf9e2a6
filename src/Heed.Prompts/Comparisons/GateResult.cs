namespace Heed.Prompts.Comparisons;

/// <summary>Whether a variant holds to a gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Variant">The variant.</param>
/// <param name="Value">The number it was held to; null where there is none.</param>
/// <param name="Met">Whether it holds.</param>
/// <param name="Reason">Why there is no number; empty where there is one.</param>
public sealed record GateResult(Gate Gate, VariantComparison Variant, double? Value, bool Met, string Reason);
