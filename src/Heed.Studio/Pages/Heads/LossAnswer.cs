using Heed.Lens.Heads;

namespace Heed.Studio.Pages.Heads;

/// <summary>What right answers lose without a head: a causal test.</summary>
/// <param name="Total">Of the answer's logit above the best other word's, the mean over sentences; above 0 where the head helps.</param>
/// <param name="Error">Its standard error; null for a single sentence.</param>
/// <param name="IsClear">Whether it is further from 0 than twice its error; null for a single sentence.</param>
/// <param name="Direct">What the head writes straight into it.</param>
public sealed record LossAnswer(double Total, double? Error, bool? IsClear, double Direct)
{
    internal static LossAnswer Of(HeadRelied head) => new(head.Total.Mean, head.Total.Error, head.IsClear, head.Direct);
}
