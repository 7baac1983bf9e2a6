namespace Heed.Prompts.Stores.Files.Index;

/// <summary>The sections of a part, in the order in which they stand in the file.</summary>
internal enum IndexSection
{
    /// <summary><see cref="IndexSource"/>.</summary>
    Sources,

    /// <summary><see cref="IndexRow"/>.</summary>
    Rows,

    /// <summary><see cref="IndexNote"/>.</summary>
    Notes,

    /// <summary>
    /// Of each row and note: how many tags and the tags; how many scores, and of each its name and two halves of its bits; how many metadata, name and value.
    /// </summary>
    Attributes,

    /// <summary>Where each string ends.</summary>
    StringEnds,

    /// <summary>The strings, in UTF-8.</summary>
    Strings,

    /// <summary>Ids and names of segments, in UTF-8.</summary>
    Ids,

    /// <summary>Texts, in lower case and UTF-8.</summary>
    Texts,
}
