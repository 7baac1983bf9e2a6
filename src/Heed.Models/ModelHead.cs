namespace Heed.Models;

/// <summary>What a model ends in.</summary>
public enum ModelHead
{
    /// <summary>The last hidden state.</summary>
    None,

    /// <summary>Next-token logits through the transposed token embedding.</summary>
    Language,

    /// <summary>Dense, activation and norm, then logits through the transposed token embedding and a bias.</summary>
    MaskedLanguage,

    /// <summary>Class logits from the pooled first position.</summary>
    Classification,
}
