namespace Heed.Benchmarks;

/// <summary>One batch through BERT on both sides.</summary>
/// <param name="Batch">Texts.</param>
/// <param name="Gflop">10⁹ operations.</param>
/// <param name="Heed">Heed's times.</param>
/// <param name="Peer">ONNX Runtime's.</param>
/// <param name="MaxAbsDifference">Of the two results.</param>
internal sealed record BertRow(int Batch, double Gflop, Samples Heed, Samples Peer, double MaxAbsDifference)
{
    /// <summary>How many times as fast Heed is.</summary>
    public double Ratio => Peer.MedianMs / Heed.MedianMs;

    /// <summary>10⁹ operations a second.</summary>
    public double GflopPerS => Heed.GflopPerS(Gflop * 1e9);
}
