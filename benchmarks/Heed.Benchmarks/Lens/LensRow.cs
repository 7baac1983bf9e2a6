namespace Heed.Benchmarks;

/// <summary>What seeing costs at one length of text.</summary>
/// <param name="Model">Which.</param>
/// <param name="Length">Tokens.</param>
/// <param name="Forward">A forward pass to the metric, nobody looking.</param>
/// <param name="Watched">The same with a hook that only looks on.</param>
/// <param name="Predicted">The predicted effects of every edge.</param>
/// <param name="Decode">A decode step behind the text.</param>
/// <param name="Edge">Cutting one edge of the last token, in the first layer.</param>
internal sealed record LensRow(string Model, int Length, Samples Forward, Samples Watched, Samples Predicted, Samples Decode, Samples Edge)
{
    /// <summary>Predicted effects over a forward pass.</summary>
    public double PredictedOverForward => Predicted.MedianMs / Forward.MedianMs;

    /// <summary>A measured edge over a decode step.</summary>
    public double EdgeOverDecode => Edge.MedianMs / Decode.MedianMs;

    /// <summary>A hook over none.</summary>
    public double WatchedOverForward => Watched.MedianMs / Forward.MedianMs;
}
