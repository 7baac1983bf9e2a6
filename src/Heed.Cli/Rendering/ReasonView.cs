using Heed.Prompts.Comparisons;
using Heed.Prompts.Comparisons.Reports;
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
        foreach (string passed in ReasonWords.PassedOver(reason).Take(most)) console.WriteLine(TerminalText.Of(passed));
        console.WriteLine();
    }

    private static void Found(IAnsiConsole console, VariantReason reason)
    {
        foreach (string line in ReasonWords.Found(reason)) console.WriteLine(TerminalText.Of(line));
        foreach (ReasonHead head in reason.Heads.Take(MostHeads)) console.WriteLine($"  {ReasonWords.Head(head)}");
        console.WriteLine(ReasonWords.Moved(reason));
    }
}
