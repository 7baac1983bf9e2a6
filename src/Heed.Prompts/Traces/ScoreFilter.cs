namespace Heed.Prompts.Traces;

/// <summary>A bound on a score.</summary>
/// <param name="Name">The score's name.</param>
/// <param name="AtLeast">The least it may be; null for any.</param>
/// <param name="AtMost">The most it may be; null for any.</param>
public sealed record ScoreFilter(string Name, double? AtLeast = null, double? AtMost = null)
{
    /// <summary>Whether a score is within; one that is no number is not.</summary>
    public bool Holds(double score) => !double.IsNaN(score) && !(score < AtLeast) && !(score > AtMost);
}
