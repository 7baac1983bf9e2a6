namespace Heed.Lens.Sites;

/// <summary>How the size of a site follows from the texts.</summary>
public enum SiteKind
{
    /// <summary>A row a token of the only stack or the decoder.</summary>
    Rows,

    /// <summary>A row a token of the encoder in front.</summary>
    SourceRows,

    /// <summary>[B, Hq, T, T] of the only stack or the decoder.</summary>
    Matrix,

    /// <summary>[B, Hq, Ts, Ts] of the encoder in front.</summary>
    SourceMatrix,

    /// <summary>[B, Hq, T, Ts].</summary>
    CrossMatrix,

    /// <summary>A row a text.</summary>
    Texts,
}
