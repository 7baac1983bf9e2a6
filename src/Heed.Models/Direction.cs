namespace Heed.Models;

/// <summary>Which tokens a token may attend to.</summary>
public enum Direction
{
    /// <summary>Itself and those before it: decoders.</summary>
    Causal,

    /// <summary>All: encoders.</summary>
    Bidirectional,
}
