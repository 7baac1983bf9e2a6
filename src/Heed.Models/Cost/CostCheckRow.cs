namespace Heed.Models.Cost;

/// <summary>A predicted time beside a measured one.</summary>
/// <param name="Context">T.</param>
/// <param name="IsToken">Whether it is the next token behind T others, rather than reading T.</param>
/// <param name="Predicted">Seconds, by their parts.</param>
/// <param name="Measured">Seconds, the lower quartile of the runs.</param>
public sealed record CostCheckRow(long Context, bool IsToken, TimeParts Predicted, double Measured)
{
    /// <summary>Measured over predicted: 1 where the prediction is right, above 1 where the run takes longer.</summary>
    public double Ratio => Measured / Predicted.Total;
}
