namespace Heed.Studio.Pages.Why;

/// <summary>What hangs on all attention from one word to another.</summary>
/// <param name="From">A token of the word that looks.</param>
/// <param name="To">A token of the word it looks at.</param>
/// <param name="FromText">The first in words.</param>
/// <param name="ToText">The other in words.</param>
/// <param name="Before">The metric of the untouched run.</param>
/// <param name="Change">Its change when all of it is cut.</param>
/// <param name="Layers">[L]: its change when the heads of one layer are cut.</param>
/// <param name="StrongestLayer">The layer whose cut changes most.</param>
/// <param name="HeadsPerLayer">H.</param>
/// <param name="Heads">[L · H]: head by head.</param>
/// <param name="StrongestHead">Which of them changes most.</param>
/// <param name="AnswerBefore">The likeliest answer, untouched.</param>
/// <param name="AnswerAfter">The likeliest answer with all of it cut.</param>
/// <param name="LeadChanges">Whether the other answer leads then.</param>
/// <param name="IsHidden">Whether the first word cannot see the other at all.</param>
/// <param name="Verdict"><c>decides</c>, <c>matters</c> or <c>nothing</c>.</param>
public sealed record WhyPairAnswer(
    int From, int To, string FromText, string ToText, float Before, float Change, IReadOnlyList<float> Layers, int StrongestLayer, int HeadsPerLayer,
    IReadOnlyList<WhyPairHead> Heads, int StrongestHead, WhyChance AnswerBefore, WhyChance AnswerAfter, bool LeadChanges, bool IsHidden, string Verdict);
