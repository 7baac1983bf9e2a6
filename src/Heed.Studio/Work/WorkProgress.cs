namespace Heed.Studio.Work;

/// <summary>How far long work is.</summary>
/// <param name="Done">Steps done.</param>
/// <param name="All">Steps in all; 0 where that is not known.</param>
/// <param name="What">What is being done, for people.</param>
public sealed record WorkProgress(int Done, int All, string What);
