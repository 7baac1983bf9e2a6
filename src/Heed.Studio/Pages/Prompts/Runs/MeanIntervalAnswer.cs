using Heed.Prompts.Statistics;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A mean over rows.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Its interval's lower bound (Student, 95 %); null for a single row.</param>
/// <param name="High">Its upper bound.</param>
public sealed record MeanIntervalAnswer(double Mean, double? Low, double? High)
{
    internal static MeanIntervalAnswer Of(PairedMean mean) => new(mean.Mean, SentText.Finite(mean.Interval.Low), SentText.Finite(mean.Interval.High));
}
