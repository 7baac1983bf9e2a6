using static Heed.Models.Tokenizers.CharacterKinds;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Finds the words of GPT-2 (<see cref="WordPatterns.Gpt2"/>) in one pass. A run of whitespace leaves its last character to the word that
/// follows.
/// </summary>
/// <remarks>Source: GPT-2 (Radford et al., 2019).</remarks>
internal sealed class Gpt2Words : IWordScanner
{
    public static readonly Gpt2Words Scanner = new();

    public int FirstLength(ReadOnlySpan<char> text)
    {
        if (text[0] == '\'' && ContractionLength(text) is var contraction and > 0)
        {
            return contraction;
        }

        var kind = CharacterKindTable.At(text, 0, out var width);
        if ((kind & Space) == 0)
        {
            return RunEnd(text, width, kind);
        }

        if (text[0] == ' ' && text.Length > 1 && CharacterKindTable.At(text, 1, out var next) is var after && (after & Space) == 0)
        {
            return RunEnd(text, 1 + next, after);
        }

        return Whitespace.FirstLength(text);
    }

    private static int ContractionLength(ReadOnlySpan<char> text)
    {
        if (text.Length >= 3 && text[1..3] is "re" or "ve" or "ll")
        {
            return 3;
        }

        return text.Length >= 2 && text[1] is 's' or 't' or 'm' or 'd' ? 2 : 0;
    }

    private static int RunEnd(ReadOnlySpan<char> text, int at, CharacterKinds kind) => (kind & (Letter | Number)) is not None and var run
        ? CharacterKindTable.EndOfAny(text, at, run)
        : CharacterKindTable.EndOfNone(text, at, Letter | Number | Space);
}
