namespace Heed.Models.Tokenizers;

/// <summary>How a tokenizer.json would fill up the shorter texts of a batch.</summary>
/// <param name="Length">Up to this many tokens; null: up to the longest of the batch.</param>
/// <param name="MultipleOf">The length is rounded up to a multiple of this; null: it is not.</param>
/// <param name="Id">The token that fills.</param>
/// <param name="TypeId">Its type id.</param>
/// <param name="Token">Its text.</param>
/// <param name="OnLeft">It stands before the text instead of behind.</param>
public sealed record PaddingSettings(int? Length, int? MultipleOf, int Id, int TypeId, string Token, bool OnLeft);
