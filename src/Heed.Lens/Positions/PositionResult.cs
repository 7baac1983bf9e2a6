namespace Heed.Lens.Positions;

/// <summary>The curves of a model.</summary>
/// <param name="Unit">What sizes and places count.</param>
/// <param name="Points">Size by size, place by place.</param>
/// <param name="ClosedBook">For each size the same prompts without the span: what is known, or guessed, without it.</param>
/// <param name="Oracle">The span and the question alone: the best that can be hoped for.</param>
public sealed record PositionResult(
    PositionUnit Unit, IReadOnlyList<PositionPoint> Points, IReadOnlyList<PositionBaseline> ClosedBook, PositionBaseline Oracle);
