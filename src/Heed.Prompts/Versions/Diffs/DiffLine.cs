namespace Heed.Prompts.Versions.Diffs;

/// <summary>A line of two texts laid on each other.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="OldNumber">Which line of the old text, from 1; 0 where it has none.</param>
/// <param name="NewNumber">Which line of the new text, from 1; 0 where it has none.</param>
/// <param name="Parts">
/// The line in parts: of a changed line the words that changed apart from those that stayed. Together they are the line, without its end.
/// </param>
public sealed record DiffLine(DiffKind Kind, int OldNumber, int NewNumber, IReadOnlyList<DiffPart> Parts)
{
    /// <summary>The whole line.</summary>
    public string Text => string.Concat(Parts.Select(part => part.Text));
}
