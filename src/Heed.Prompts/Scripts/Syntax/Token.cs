namespace Heed.Prompts.Scripts.Syntax;

/// <summary>A token of JavaScript.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of texts what they say, of patterns what stands between the slashes.</param>
/// <param name="At">Its first character in the code, for messages.</param>
/// <param name="AfterLine">Whether a line ended before it.</param>
internal sealed record Token(TokenKind Kind, string Text, int At, bool AfterLine)
{
    /// <summary>Of a number its value.</summary>
    public double Number { get; init; }

    /// <summary>Of a pattern its flags.</summary>
    public string Flags { get; init; } = "";

    /// <summary>Of a text in backquotes its parts: texts and, between them, code.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Whether it is this mark, or this word.</summary>
    public bool Is(string text) => Kind is TokenKind.Mark or TokenKind.Name && Text == text;
}
