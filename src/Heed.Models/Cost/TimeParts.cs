namespace Heed.Models.Cost;

/// <summary>Seconds, by what they go to.</summary>
/// <param name="Maps">Projections and feed-forward layers.</param>
/// <param name="Attention">Attention.</param>
/// <param name="Head">Logits.</param>
/// <param name="Rest">Norms, sums, gates, rotations, and what an operation costs however small.</param>
public readonly record struct TimeParts(double Maps, double Attention, double Head, double Rest)
{
    /// <summary>All of them.</summary>
    public double Total => Maps + Attention + Head + Rest;
}
