namespace Heed.Prompts.Traces.Replay;

/// <summary>A traced call beside the same call today.</summary>
/// <param name="Traced">As it was.</param>
/// <param name="Today">As it is.</param>
/// <param name="Differences">What is not as it was: causes first, then results.</param>
public sealed record ReplayReport(Trace Traced, Trace Today, IReadOnlyList<ReplayDifference> Differences)
{
    /// <summary>Whether everything that came back is the same: tokens, text, finish, and every bit of every log-probability that was kept.</summary>
    public bool IsIdentical => !Differences.Any(difference => difference.IsResult);
}
