using Heed.Prompts.Comparisons;

namespace Heed.Studio.Pages.Prompts.Comparisons;

/// <summary>A side of a comparison.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Column">Its column.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Prompt">What its prompt is called.</param>
public sealed record SideAnswer(string Run, int Column, string Name, string Prompt)
{
    internal static SideAnswer Of(ComparedVariant variant)
        => new(variant.Run.Id, variant.Column.Index, SentText.Brief(variant.Name, 300), SentText.Brief(variant.Column.Prompt.Label));
}
