namespace Heed.Models.Cost;

/// <summary>A rate that was measured.</summary>
/// <param name="Size">Of what it was measured on.</param>
/// <param name="Rate">Units a second.</param>
public readonly record struct RatePoint(double Size, double Rate);
