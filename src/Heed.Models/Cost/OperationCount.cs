namespace Heed.Models.Cost;

/// <summary>Floating-point operations, two a multiply-add, exactly.</summary>
/// <param name="Maps">Projections and feed-forward layers: 2 · tokens · inputs · outputs of every map.</param>
/// <param name="Attention">Scores q·k and weighted sums of v: 2 · 2 · D for every pair the mask leaves and every query head.</param>
/// <param name="Head">Logits of the next token (or one masked one, or the classes), a row a text.</param>
public readonly record struct OperationCount(UInt128 Maps, UInt128 Attention, UInt128 Head)
{
    /// <summary>All of them.</summary>
    public UInt128 Total => Maps + Attention + Head;

    /// <summary>Attention's part of <see cref="Total"/>, 0 … 1.</summary>
    public double AttentionShare => Total == 0 ? 0 : (double)Attention / (double)Total;
}
