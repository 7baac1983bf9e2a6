namespace Heed.Lens.Interventions;

/// <summary>The weights of one head, given.</summary>
/// <param name="Head">Query head.</param>
/// <param name="Weights">[Tq, Tk].</param>
public sealed record GivenPattern(int Head, float[] Weights);
