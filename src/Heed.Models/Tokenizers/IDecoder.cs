namespace Heed.Models.Tokenizers;

/// <summary>Turns tokens back into text. Safe for several threads; each <see cref="IDecoding"/> belongs to one.</summary>
internal interface IDecoder
{
    /// <summary>Begins a new text.</summary>
    IDecoding Begin();
}
