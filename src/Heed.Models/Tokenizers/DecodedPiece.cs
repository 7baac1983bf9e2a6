namespace Heed.Models.Tokenizers;

/// <summary>A piece of a token on its way to text. Most tokens are one piece.</summary>
/// <param name="Text">The text; may be empty.</param>
/// <param name="Begins">It is the first piece of its token.</param>
/// <param name="Ends">It is the last.</param>
internal readonly record struct DecodedPiece(string Text, bool Begins, bool Ends)
{
    /// <summary>A whole token.</summary>
    public static DecodedPiece Token(string text) => new(text, true, true);
}
