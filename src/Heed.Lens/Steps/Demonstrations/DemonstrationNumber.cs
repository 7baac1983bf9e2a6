namespace Heed.Lens.Steps.Demonstrations;

/// <summary>A number with its name.</summary>
/// <param name="Name">In words.</param>
/// <param name="Value">The number; null where there is none.</param>
/// <param name="Unit">What it is counted in: <c>bits</c>, <c>logits</c>, <c>weight</c>; nothing for a plain number.</param>
public sealed record DemonstrationNumber(string Name, double? Value, string Unit = "");
