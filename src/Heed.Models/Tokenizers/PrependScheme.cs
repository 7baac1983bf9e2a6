namespace Heed.Models.Tokenizers;

/// <summary>
/// Where a <see cref="MetaspacePreTokenizer"/> puts its character before the text; names are those of the file format, in lower case there.
/// </summary>
internal enum PrependScheme
{
    /// <summary>Before every piece of text.</summary>
    Always,

    /// <summary>Only at the very beginning of the input, not after an added token.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}
