namespace Heed.Lens.Positions;

/// <summary>Margins to hold the curve against.</summary>
/// <param name="Size">Passages, or tokens asked for; null for the oracle, which has no other passages.</param>
/// <param name="Samples">Samples.</param>
/// <param name="Right">Share of right answers.</param>
/// <param name="Margin">See <see cref="AnswerMargin"/>.</param>
public sealed record PositionBaseline(int? Size, int Samples, double Right, MeanAndError Margin);
