namespace Heed.Prompts.Scripts.Syntax;

/// <summary>What a token of JavaScript is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the code.</summary>
    End,

    /// <summary>A name, or a word of the language.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A text in backquotes.</summary>
    Template,

    /// <summary>A regular expression.</summary>
    Pattern,

    /// <summary>A mark.</summary>
    Mark,
}
