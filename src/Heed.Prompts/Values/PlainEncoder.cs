using System.Text;
using System.Text.Encodings.Web;

namespace Heed.Prompts.Values;

/// <summary>
/// Escapes in JSON what ECMAScript's <c>JSON.stringify</c> escapes, and no more: quotes, backslashes and control characters below U+0020. The least of .NET's own encoders escapes
/// all letters beyond U+FFFF and some more, which is the same JSON and another text: prompts and assertions on texts see the difference.
/// </summary>
internal sealed class PlainEncoder : JavaScriptEncoder
{
    private PlainEncoder()
    {
    }

    /// <summary>The only one.</summary>
    public static PlainEncoder Shared { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var all = new ReadOnlySpan<char>(text, textLength);
        for (int at = 0; at < all.Length;)
        {
            // Half a pair of surrogates has no form in UTF-8.
            if (Rune.DecodeFromUtf16(all[at..], out Rune letter, out int units) != System.Buffers.OperationStatus.Done || WillEncode(letter.Value)) return at;
            at += units;
        }
        return -1;
    }

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var place = new Span<char>(buffer, bufferLength);
        if (!WillEncode(unicodeScalar)) return new Rune(unicodeScalar).TryEncodeToUtf16(place, out numberOfCharactersWritten);
        string escaped = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => @"\\",
            '\n' => @"\n",
            '\r' => @"\r",
            '\t' => @"\t",
            '\f' => @"\f",
            '\b' => @"\b",
            _ => $"\\u{unicodeScalar:x4}",
        };
        bool fits = escaped.TryCopyTo(place);
        numberOfCharactersWritten = fits ? escaped.Length : 0;
        return fits;
    }
}
