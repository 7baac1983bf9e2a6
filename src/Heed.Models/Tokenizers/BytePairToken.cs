namespace Heed.Models.Tokenizers;

/// <summary>A token of a word: its id and the units of the word that it covers.</summary>
internal readonly record struct BytePairToken(int Id, int Start, int Length);
