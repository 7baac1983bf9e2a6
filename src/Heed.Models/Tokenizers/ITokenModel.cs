namespace Heed.Models.Tokenizers;

/// <summary>Turns one word into tokens of a vocabulary. Safe for several threads.</summary>
internal interface ITokenModel
{
    /// <summary>The tokens it knows; added tokens are not among them unless the file lists them twice.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Appends the tokens of a word that is not empty.</summary>
    void Tokenize(AlignedText word, EncodingBuilder tokens);
}
