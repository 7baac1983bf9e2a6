namespace Heed.Models.Weights;

/// <summary>How far rounded weights are from those of the files.</summary>
/// <param name="Numbers">How many were rounded.</param>
/// <param name="Relative">√(Σ(w′ − w)² / Σw²).</param>
/// <param name="Largest">The largest |w′ − w|.</param>
public sealed record RoundingError(long Numbers, double Relative, double Largest);
