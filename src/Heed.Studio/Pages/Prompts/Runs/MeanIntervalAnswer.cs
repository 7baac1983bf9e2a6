using Heed.Prompts.Outputs.Insides;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A mean over rows.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Its interval's lower bound (Student, 95 %); null for a single row.</param>
/// <param name="High">Its upper bound.</param>
public sealed record MeanIntervalAnswer(double Mean, double? Low, double? High)
{
    internal static MeanIntervalAnswer Of(Spread spread) => new(spread.Mean, SentText.Finite(spread.OfMean.Low), SentText.Finite(spread.OfMean.High));
}
