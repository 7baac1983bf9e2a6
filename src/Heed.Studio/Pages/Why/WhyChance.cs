using Heed.Lens.Metrics;

namespace Heed.Studio.Pages.Why;

/// <summary>An answer with its probability.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Before">Untouched, 0 … 1.</param>
/// <param name="After">With the cuts, 0 … 1.</param>
public sealed record WhyChance(string Text, double Before, double After)
{
    /// <summary>For pages.</summary>
    internal static WhyChance Of(GivenAnswer answer) => new(answer.Text, answer.Before, answer.After);
}
