namespace Heed.Models.Tokenizers;

/// <summary>Finds places in a text. Safe for several threads.</summary>
internal interface ITextPattern
{
    /// <summary>Appends the matches in order; they do not overlap, and may be empty.</summary>
    /// <exception cref="HeedException">The pattern takes too long on this text.</exception>
    void Find(ReadOnlySpan<char> text, List<(int Start, int Length)> matches);
}
