using Heed.Models;

namespace Heed.Lens;

/// <summary>The token of a text that people are likely to ask about first.</summary>
public static class TellingToken
{
    private static readonly HashSet<string> s_pronouns = new(StringComparer.OrdinalIgnoreCase) { "it", "he", "she", "they", "him", "her", "them" };

    /// <summary>
    /// Of a model that sees the whole text a word to be filled in, else the first English pronoun, else the last word; of one that goes on writing the last
    /// token that it did not add itself.
    /// </summary>
    /// <param name="model">The model that reads it.</param>
    /// <param name="read">The text.</param>
    public static int Of(LanguageModel model, ReadText read)
    {
        Blueprint b = model.Transformer.Blueprint;
        int found = -1;
        if (b.HasEncoder || b.Direction == Direction.Bidirectional)
        {
            if (b.Head == ModelHead.MaskedLanguage && model.RequireTokenizer().TokenToId(new Models.Tasks.MaskedWords(model).Mask) is { } mask)
                found = Array.IndexOf(read.Encoding.Ids, mask);
            if (found < 0) found = Word(read);
        }
        if (found < 0) found = Array.FindLastIndex(read.Encoding.SpecialMask, special => !special);
        return Math.Max(0, found);
    }

    /// <summary>The first English pronoun, since that is what people ask about, else the last word; −1 where there is neither.</summary>
    /// <param name="read">The text.</param>
    public static int Word(ReadText read)
    {
        // A whole word: the end of a word that is not in the vocabulary may read like a pronoun (t·he).
        int found = Enumerable.Range(0, read.Length).FirstOrDefault(token => read.WordOf[token] is var word and >= 0 && s_pronouns.Contains(read.Words[word].Text), -1);
        return found >= 0 ? found : Enumerable.Range(0, read.Length).LastOrDefault(IsWord, -1);

        bool IsWord(int token) => read.WordOf[token] >= 0 && read.Words[read.WordOf[token]].IsWord;
    }
}
