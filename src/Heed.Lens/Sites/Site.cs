namespace Heed.Lens.Sites;

/// <summary>A named place in a model where values can be read and replaced.</summary>
/// <param name="Name">Such as <c>blocks.3.attn.q</c>.</param>
/// <param name="Shape">Its axes, such as <c>[B·Tq, Hq·D]</c>.</param>
/// <param name="Kind">How its size follows from the texts.</param>
/// <param name="Width">Numbers a row; heads where the value is a matrix of queries and keys.</param>
public sealed record Site(string Name, string Shape, SiteKind Kind, int Width)
{
    /// <summary>Numbers there in a run.</summary>
    /// <param name="batch">B.</param>
    /// <param name="length">Tokens a text, of the only stack or the decoder.</param>
    /// <param name="source">Tokens a text of the encoder in front; 0 for none.</param>
    public long Count(int batch, int length, int source) => Kind switch
    {
        SiteKind.Rows => (long)batch * length * Width,
        SiteKind.SourceRows => (long)batch * source * Width,
        SiteKind.Matrix => (long)batch * Width * length * length,
        SiteKind.SourceMatrix => (long)batch * Width * source * source,
        SiteKind.CrossMatrix => (long)batch * Width * length * source,
        _ => (long)batch * Width,
    };
}
