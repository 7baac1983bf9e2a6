using System.Globalization;
using Heed.Prompts.Reasons;

namespace Heed.Prompts.Comparisons.Reports;

/// <summary>Why variants part, in sentences. Texts of models in them are as they are: whoever shows them escapes.</summary>
public static class ReasonWords
{
    /// <summary>What was done, and where the answer stands; none without cases that could be looked at.</summary>
    public static IReadOnlyList<string> Found(VariantReason reason) => reason.Cases.Count == 0 ? [] :
    [
        $"On {Count(reason.Cases.Count, "case")} the passing answer was held against the failing one, such as '{reason.Cases[0].Answer}' against "
            + $"'{reason.Cases[0].Other}', "
            + "and the model's values were moved from the passing run into the failing one.",
        $"At the last token the answer stands {Place(reason)}.",
    ];

    /// <summary>What a head does.</summary>
    public static string Head(ReasonHead head) => $"layer {head.Layer}, head {head.Head}: restores {Percent(head.Sufficient)}, its loss costs "
        + $"{Percent(head.Necessary)}"
        + (head.Moves > 0 ? $"; among the heads that move the answer on {Count(head.Moves, "case")}" : "");

    /// <summary>How many heads together move the answer.</summary>
    public static string Moved(VariantReason reason)
    {
        int[] counts = [.. reason.Cases.Where(one => one.Moving.Count > 0).Select(one => one.Moving.Count).Order()];
        return counts.Length == 0 ? "Eight heads together do not move the answer."
            : $"On {counts.Length} of {Count(reason.Cases.Count, "case")} at most eight heads, {counts[counts.Length / 2]} in the middle, turn the failing "
            + $"answer into the passing one.";
    }

    /// <summary>Cases that were not looked into, by why.</summary>
    public static IReadOnlyList<string> PassedOver(VariantReason reason)
        => [.. reason.PassedOver.GroupBy(one => one.Why).Select(group => $"{Count(group.Count(), "case")} not looked into: {group.Key}")];

    /// <summary>A share for people.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * share) + 0.0:F0} %");

    private static string Place(VariantReason reason)
    {
        int blocks = reason.DecidedAfter!.Value;
        return blocks == 0 ? "before the first layer: its position alone decides"
            : blocks == reason.Layers.Count ? "only at the end of the last layer"
            : $"after layer {blocks - 1} (of 0 to {reason.Layers.Count - 1}): moved there, the stream restores {Percent(reason.Layers[blocks])} of the "
            + $"difference";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
