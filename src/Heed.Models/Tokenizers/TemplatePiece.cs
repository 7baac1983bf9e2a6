namespace Heed.Models.Tokenizers;

/// <summary>One piece of a <see cref="TemplatePostProcessor"/>.</summary>
/// <param name="Sequence">0 for the first text, 1 for the second, −1 for special tokens.</param>
/// <param name="Ids">The special tokens.</param>
/// <param name="Tokens">Their text.</param>
/// <param name="TypeId">The type id of all tokens of the piece.</param>
internal sealed record TemplatePiece(int Sequence, int[] Ids, string[] Tokens, int TypeId);
