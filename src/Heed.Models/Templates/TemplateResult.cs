namespace Heed.Models.Templates;

/// <summary>A rendered text with what is known of it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Spans">Its named parts by their starts, the longer first; those in what a macro or block collected are not among them.</param>
/// <param name="Missing">Names, with dots where members of them were meant, that were put out and had no value.</param>
public sealed record TemplateResult(string Text, IReadOnlyList<TemplateSpan> Spans, IReadOnlyList<string> Missing);
