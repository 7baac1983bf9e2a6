namespace Heed.Models.Tokenizers;

/// <summary>How the characters of a word are written before they merge.</summary>
/// <param name="Prefix">Before each but the first ("continuing_subword_prefix").</param>
/// <param name="Suffix">After the last ("end_of_word_suffix"), usually <c>&lt;/w&gt;</c>.</param>
internal sealed record BytePairAffixes(string Prefix, string Suffix)
{
    /// <summary>The character of <paramref name="width"/> units at <paramref name="at"/>, written so.</summary>
    public ReadOnlySpan<char> Write(ReadOnlySpan<char> word, int at, int width) =>
        string.Concat(at == 0 ? "" : Prefix, word.Slice(at, width), at + width == word.Length ? Suffix : "");
}
