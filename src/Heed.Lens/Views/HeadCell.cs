namespace Heed.Lens.Views;

/// <summary>One head in a grid.</summary>
/// <param name="Row">Its row: the layer, or the attention.</param>
/// <param name="Head">Its column.</param>
/// <param name="Value">Its number; not finite where there is none.</param>
/// <param name="Label">A word on it; empty for none.</param>
/// <param name="Title">What a pointer over it is told.</param>
public sealed record HeadCell(string Row, int Head, double Value, string Label, string Title);
