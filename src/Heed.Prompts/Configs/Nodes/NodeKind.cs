namespace Heed.Prompts.Configs.Nodes;

/// <summary>What a piece of a file is.</summary>
internal enum NodeKind
{
    /// <summary>Nothing: null, ~ or left out.</summary>
    Null,

    /// <summary>true or false.</summary>
    Truth,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list.</summary>
    List,

    /// <summary>Keys with values.</summary>
    Map,
}
