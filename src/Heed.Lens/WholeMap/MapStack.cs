namespace Heed.Lens.WholeMap;

/// <summary>Which tower of a model a map is about.</summary>
public enum MapStack
{
    /// <summary>The only stack, or the decoder behind an encoder.</summary>
    Main,

    /// <summary>The encoder in front of a decoder: the tokens are those of the source.</summary>
    Encoder,
}
