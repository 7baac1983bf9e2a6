namespace Heed.Models.Weights.Gguf;

/// <summary>What a token is; numbers are those of the file format.</summary>
internal enum GgufTokenType
{
    Undefined = 0,
    Normal = 1,

    /// <summary>Stands for what is not in the vocabulary.</summary>
    Unknown = 2,

    /// <summary>Marks something, such as the end of a text, and is left out of what people read.</summary>
    Control = 3,

    /// <summary>Found in texts before anything else is.</summary>
    UserDefined = 4,

    /// <summary>Never found.</summary>
    Unused = 5,

    /// <summary>One byte, as <c>&lt;0x0A&gt;</c>.</summary>
    Byte = 6,
}
