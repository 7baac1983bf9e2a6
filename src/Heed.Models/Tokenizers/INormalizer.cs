namespace Heed.Models.Tokenizers;

/// <summary>Rewrites text before it is split, keeping for each character the input range it stands for. Safe for several threads.</summary>
internal interface INormalizer
{
    AlignedText Normalize(AlignedText text);
}
