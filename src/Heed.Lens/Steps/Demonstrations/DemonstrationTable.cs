namespace Heed.Lens.Steps.Demonstrations;

/// <summary>Numbers with labels.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Columns">A label a column.</param>
/// <param name="Rows">A label a row.</param>
/// <param name="Values">A list a row; null where there is no number.</param>
public sealed record DemonstrationTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, double?[][] Values);
