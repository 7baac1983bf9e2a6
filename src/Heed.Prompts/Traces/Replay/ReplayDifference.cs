namespace Heed.Prompts.Traces.Replay;

/// <summary>Something that is not as it was.</summary>
/// <param name="What">Such as <c>model hash</c>, <c>kernel</c>, <c>output tokens</c>.</param>
/// <param name="Was">As it was traced.</param>
/// <param name="Is">As it is today.</param>
/// <param name="IsResult">Whether it belongs to what came back; else it belongs to what it was computed by, and may explain that.</param>
public sealed record ReplayDifference(string What, string Was, string Is, bool IsResult);
