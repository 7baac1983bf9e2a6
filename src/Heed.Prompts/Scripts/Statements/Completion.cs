namespace Heed.Prompts.Scripts.Statements;

/// <summary>How a statement ended.</summary>
internal enum Completion
{
    /// <summary>The next one follows.</summary>
    Normal,

    /// <summary>By break.</summary>
    Break,

    /// <summary>By continue.</summary>
    Continue,

    /// <summary>By return.</summary>
    Return,
}
