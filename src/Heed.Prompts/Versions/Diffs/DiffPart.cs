namespace Heed.Prompts.Versions.Diffs;

/// <summary>A part of a text, and what became of it.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">The part.</param>
public readonly record struct DiffPart(DiffKind Kind, string Text);
