using System.Globalization;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Reasons;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>What <c>heed compare</c> prints of why one variant passes where the other fails.</summary>
internal static class ReasonView
{
    private const int MostHeads = 5;

    /// <summary>Writes it; nothing where no case went from one verdict to the other.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="variant">The variants.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="most">Most cases that could not be looked at.</param>
    public static void Write(IAnsiConsole console, VariantComparison variant, VariantReason reason, int most)
    {
        if (reason.Cases.Count == 0 && reason.PassedOver.Count == 0) return;
        console.MarkupLine($"[bold]Why[/] {Markup.Escape(variant.A.Name)} and {Markup.Escape(variant.B.Name)} part");
        if (reason.Cases.Count > 0) Found(console, reason);
        foreach (var group in reason.PassedOver.GroupBy(one => one.Why).Take(most))
            console.WriteLine($"{Count(group.Count(), "case")} not looked into: {group.Key}");
        console.WriteLine();
    }

    private static void Found(IAnsiConsole console, VariantReason reason)
    {
        ReasonCase first = reason.Cases[0];
        console.WriteLine(
            $"On {Count(reason.Cases.Count, "case")} the passing answer was held against the failing one, such as '{first.Answer}' against '{first.Other}', and the model's values were moved from the passing run into the failing one.");
        console.WriteLine($"At the last token the answer stands {Place(reason)}.");
        foreach (ReasonHead head in reason.Heads.Take(MostHeads))
            console.WriteLine(
                $"  layer {head.Layer}, head {head.Head}: restores {Percent(head.Sufficient)}, its loss costs {Percent(head.Necessary)}"
                + (head.Moves > 0 ? $"; among the heads that move the answer on {Count(head.Moves, "case")}" : ""));
        int moved = reason.Cases.Count(one => one.Moving.Count > 0);
        console.WriteLine(moved == 0 ? "Eight heads together do not move the answer."
            : $"On {moved} of {Count(reason.Cases.Count, "case")} at most eight heads, {Middle(reason)} in the middle, turn the failing answer into the passing one.");
    }

    private static string Place(VariantReason reason)
    {
        int blocks = reason.DecidedAfter!.Value;
        return blocks == 0 ? "before the first layer: its position alone decides"
            : blocks == reason.Layers.Count ? "only at the end of the last layer"
            : $"after layer {blocks - 1} (of 0 to {reason.Layers.Count - 1}): moved there, the stream restores {Percent(reason.Layers[blocks])} of the difference";
    }

    private static int Middle(VariantReason reason)
    {
        int[] counts = [.. reason.Cases.Where(one => one.Moving.Count > 0).Select(one => one.Moving.Count).Order()];
        return counts[counts.Length / 2];
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * share) + 0.0:F0} %");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
