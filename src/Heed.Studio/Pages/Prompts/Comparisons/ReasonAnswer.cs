using Heed.Prompts.Comparisons;
using Heed.Prompts.Reasons;

namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>Why one variant passes where the other fails: the model's values were moved from the passing run into the failing one.</summary>
/// <param name="Model">The model.</param>
/// <param name="Parted">Cases that one variant passes and the other fails.</param>
/// <param name="Cases">Those that were looked into.</param>
/// <param name="DecidedAfter">Blocks after which the answer stands at the last token on half of the cases or more; null without cases.</param>
/// <param name="Layers">[L]: of each block the mean share of the difference that moving its input at the last token restores.</param>
/// <param name="HeadsEach">Heads of a layer.</param>
/// <param name="Heads">What each head does, the strongest first.</param>
/// <param name="Moved">On how many cases at most eight heads turn the failing answer into the passing one.</param>
/// <param name="PassedOver">Cases that could not be looked into, by why.</param>
public sealed record ReasonAnswer(
    string? Model, int Parted, IReadOnlyList<ReasonCaseAnswer> Cases, int? DecidedAfter, IReadOnlyList<double> Layers, int HeadsEach,
    IReadOnlyList<ReasonHeadAnswer> Heads, int Moved,
    IReadOnlyList<PassedOverAnswer> PassedOver)
{
    internal static ReasonAnswer Of(VariantReason reason, VariantComparison variant, int parted) => new(
        variant.B.Column.Provider.Model, parted, [.. reason.Cases.Select(one => ReasonCaseAnswer.Of(one, variant))], reason.DecidedAfter, reason.Layers,
        reason.Heads.Select(head => head.Head).Distinct().Count(),
        [.. reason.Heads.Select(head => new ReasonHeadAnswer(head.Layer, head.Head, head.Sufficient, head.Necessary, head.Moves))],
        reason.Cases.Count(one => one.Moving.Count > 0),
        [.. reason.PassedOver.GroupBy(one => one.Why).Select(group => new PassedOverAnswer(SentText.Brief(group.Key, 600),
            [.. group.Select(one => one.Row.Case.Index)]))]);
}
