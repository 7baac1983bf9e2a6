namespace Heed.Models.Tokenizers;

/// <summary>What of a pair is cut to make it fit; names are those of the file format.</summary>
public enum TruncationStrategy
{
    /// <summary>Always the text that is longer at the moment.</summary>
    LongestFirst,

    /// <summary>The first text only.</summary>
    OnlyFirst,

    /// <summary>The second text only.</summary>
    OnlySecond,
}
