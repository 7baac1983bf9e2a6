using Heed.Lens.Roles;

namespace Heed.Studio.Pages.Heads;

/// <summary>How far a head does something.</summary>
/// <param name="Measure">The measure's name.</param>
/// <param name="Value">Its number.</param>
/// <param name="Where">The offset, key or width it is about; null where there is none.</param>
/// <param name="Baseline">What something simple would reach; null where nothing is compared.</param>
/// <param name="BaselineIs">What that is.</param>
/// <param name="IsRole">Whether it is enough for the role.</param>
public sealed record ScoreAnswer(string Measure, double Value, string? Where, double? Baseline, string? BaselineIs, bool IsRole)
{
    internal static ScoreAnswer Of(string measure, HeadScore score, bool isRole) => new(measure, score.Value, score.Where, score.Baseline, score.BaselineIs, isRole);
}
