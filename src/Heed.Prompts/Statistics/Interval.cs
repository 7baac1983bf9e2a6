namespace Heed.Prompts.Statistics;

/// <summary>A confidence interval.</summary>
/// <param name="Low">Its lower bound.</param>
/// <param name="High">Its upper bound.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a number lies in it, bounds included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
