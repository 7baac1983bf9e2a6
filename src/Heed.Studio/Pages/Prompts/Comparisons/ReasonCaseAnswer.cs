using Heed.Prompts.Comparisons;
using Heed.Prompts.Reasons;

namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>A case on which two variants part.</summary>
/// <param name="Test">The case, in the run of the variant that fails.</param>
/// <param name="IsBBetter">Whether B passes it and A fails.</param>
/// <param name="Answer">What the passing one answered.</param>
/// <param name="Other">What the failing one answered.</param>
/// <param name="DecidedAfter">Blocks after which the answer stands at the last token.</param>
/// <param name="Moving">The fewest heads that together turn the failing answer into the passing one, as <c>layer.head</c>; empty where eight do not.</param>
public sealed record ReasonCaseAnswer(int Test, bool IsBBetter, string Answer, string Other, int DecidedAfter, IReadOnlyList<string> Moving)
{
    internal static ReasonCaseAnswer Of(ReasonCase one, VariantComparison variant) => new(
        one.Worse.Case.Index, one.Better.Column.Index == variant.B.Column.Index && variant.B.Rows.Contains(one.Better), SentText.Brief(one.Answer, 200),
        SentText.Brief(one.Other, 200),
        one.DecidedAfter, [.. one.Moving.Select(head => $"{head.Layer}.{head.Head}")]);
}
