namespace Heed.Models.Tokenizers;

/// <summary>Finds a text that is not empty.</summary>
internal sealed class LiteralPattern(string literal) : ITextPattern
{
    public void Find(ReadOnlySpan<char> text, List<(int Start, int Length)> matches)
    {
        for (var at = 0; text[at..].IndexOf(literal, StringComparison.Ordinal) is var next and >= 0; at += next + literal.Length)
        {
            matches.Add((at + next, literal.Length));
        }
    }
}
