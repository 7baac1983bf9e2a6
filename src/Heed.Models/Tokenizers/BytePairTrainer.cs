namespace Heed.Models.Tokenizers;

/// <summary>
/// Trains a byte-level BPE tokenizer: the pair of neighbouring tokens that is most frequent inside words becomes a token, again and
/// again. Words are those of GPT-2; all 256 bytes are tokens, so that every text can be written.
/// </summary>
/// <remarks>Source: Sennrich, Haddow and Birch (2016); Radford et al. (2019) for bytes and words.</remarks>
public static class BytePairTrainer
{
    /// <summary>Trains a tokenizer. The same texts give the same tokenizer, in whatever order they come.</summary>
    /// <param name="texts">The texts; read once. Special tokens in them are cut out and teach nothing.</param>
    /// <param name="vocabularySize">
    /// Number of tokens wanted, special ones and the 256 bytes among them. Fewer come out where no pair is frequent enough any more.
    /// </param>
    /// <param name="specialTokens">
    /// They get the first ids, in this order. <c>[MASK]</c> and <c>&lt;mask&gt;</c> take in the whitespace before them, as in BERT and
    /// RoBERTa.
    /// </param>
    /// <param name="template">
    /// What encoding one text adds, for example <c>&lt;|bos|&gt; $A</c> or <c>[CLS] $A [SEP]</c>: special tokens and <c>$A</c>, split by
    /// spaces, each with <c>:type</c> after it where the type id is not 0. Null: nothing.
    /// </param>
    /// <param name="pairTemplate">
    /// The same for two texts, with <c>$B</c>. Null: the template for one, then <c>$B</c> and what follows <c>$A</c> there, of type 1.
    /// </param>
    /// <param name="minimumFrequency">A pair seen less often does not become a token.</param>
    /// <exception cref="HeedException">The vocabulary has no room for the bytes, or a template cannot be read.</exception>
    /// <exception cref="ArgumentException">A special token is empty, given twice or one of the bytes.</exception>
    public static Tokenizer Train(
        IEnumerable<string> texts,
        int vocabularySize,
        IReadOnlyList<string> specialTokens,
        string? template = null,
        string? pairTemplate = null,
        int minimumFrequency = 2)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(specialTokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumFrequency, 1);
        CheckSpecialTokens(specialTokens);
        if (vocabularySize < 256 + specialTokens.Count)
        {
            throw new HeedException(
                $"vocabularySize: expected at least {256 + specialTokens.Count} (256 bytes and {specialTokens.Count} special tokens); "
                + $"got {vocabularySize}.");
        }

        var templates = TemplateText.Parse(template, pairTemplate, specialTokens);
        var learning = new BytePairLearning(specialTokens, WordCounts.Of(texts, specialTokens), minimumFrequency);
        learning.GrowTo(vocabularySize);
        return Tokenizer.Read("the trained tokenizer", BytePairJson.Write(learning.Tokens, learning.Merges, specialTokens, templates));
    }

    private static void CheckSpecialTokens(IReadOnlyList<string> specialTokens)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in specialTokens)
        {
            if (string.IsNullOrEmpty(token) || (token.Length == 1 && ByteAlphabet.TryGetByte(token[0], out _)) || !seen.Add(token))
            {
                throw new ArgumentException(
                    $"specialTokens: expected different texts of two characters or more; got '{token}'.", nameof(specialTokens));
            }
        }
    }
}
