using Heed.Models;

namespace Heed.Lens.Views;

/// <summary>A word of a text as pictures show it, its sub-word tokens put together.</summary>
/// <param name="Before">What stands between it and the word before.</param>
/// <param name="Text">The word.</param>
/// <param name="Pieces">The word as the tokens cut it; one where it is a token whole.</param>
/// <param name="Tokens">Numbers of its tokens, for people.</param>
public sealed record ShownWord(string Before, string Text, ValueList<string> Pieces, string Tokens)
{
    /// <summary>Whether it is several tokens.</summary>
    public bool IsSplit => Pieces.Count > 1;
}
