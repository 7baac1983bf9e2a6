namespace Heed.Models.Tokenizers;

/// <summary>Each word is one token.</summary>
/// <param name="vocabulary">All tokens.</param>
/// <param name="unknown">Stands for words that are no token; where it is none itself, such a word is an error.</param>
internal sealed class WordLevelModel(Vocabulary vocabulary, string unknown) : ITokenModel
{
    public Vocabulary Vocabulary => vocabulary;

    public void Tokenize(AlignedText word, EncodingBuilder tokens)
    {
        var isKnown = vocabulary.TryGetId(word.Span, out var id);
        if (!isKnown && !vocabulary.TryGetId(unknown, out id))
        {
            throw new HeedException(
                $"tokenizer: the word '{word}' is not in the vocabulary, and neither is the unknown token '{unknown}'. Leave it out.");
        }

        tokens.Add(id, isKnown ? word.ToString() : unknown, word.RangeOf(0, word.Length));
    }
}
