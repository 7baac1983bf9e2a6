using Heed.Prompts.Versions.Diffs;

namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A part of a text, and what became of it.</summary>
/// <param name="Kind"><c>same</c>, <c>removed</c> or <c>added</c>.</param>
/// <param name="Text">The part.</param>
public sealed record DiffPartAnswer(string Kind, string Text)
{
    internal static DiffPartAnswer Of(DiffPart part) => new(KindOf(part.Kind), part.Text);

    internal static string KindOf(DiffKind kind) => kind switch { DiffKind.Removed => "removed", DiffKind.Added => "added", _ => "same" };
}
