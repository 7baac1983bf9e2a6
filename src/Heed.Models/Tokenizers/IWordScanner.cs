namespace Heed.Models.Tokenizers;

/// <summary>Finds words one after the other, where each text is words from its beginning to its end.</summary>
internal interface IWordScanner
{
    /// <summary>Length of the word at the start of a text that is not empty; always at least 1.</summary>
    int FirstLength(ReadOnlySpan<char> text);
}
