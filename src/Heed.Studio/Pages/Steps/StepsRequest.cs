namespace Heed.Studio.Pages.Steps;

/// <summary>Which head of which model on which text.</summary>
/// <param name="Text">The text, of at most 64 tokens: whole matrices are shown.</param>
/// <param name="Model">Which model reads it; the first where left out.</param>
/// <param name="Layer">Layer; the last where left out.</param>
/// <param name="Head">Query head; where left out the one whose followed word attends most to one other word.</param>
/// <param name="Word">The token that is followed; where left out a word to be filled in, a pronoun or the last token.</param>
/// <param name="At">The token at whose place the answer is read; the followed one where left out.</param>
public sealed record StepsRequest(string? Text, string? Model = null, int? Layer = null, int? Head = null, int? Word = null, int? At = null);
