using Heed.Prompts.Versions.Diffs;

namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A line of two texts laid on each other.</summary>
/// <param name="Kind"><c>same</c>, <c>removed</c> or <c>added</c>.</param>
/// <param name="Old">Which line of the older text, from 1; null where it has none.</param>
/// <param name="New">Which line of the newer text, from 1; null where it has none.</param>
/// <param name="Parts">The line, the words that changed apart from those that stayed.</param>
public sealed record DiffLineAnswer(string Kind, int? Old, int? New, IReadOnlyList<DiffPartAnswer> Parts)
{
    internal static DiffLineAnswer Of(DiffLine line) => new(
        DiffPartAnswer.KindOf(line.Kind), line.OldNumber > 0 ? line.OldNumber : null, line.NewNumber > 0 ? line.NewNumber : null,
        [.. line.Parts.Select(DiffPartAnswer.Of)]);
}
