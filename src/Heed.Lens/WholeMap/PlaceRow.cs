namespace Heed.Lens.WholeMap;

/// <summary>A number for every head and key of one query in one attention.</summary>
/// <param name="Site">Which: <c>blocks.N.attn</c>, <c>decoder.blocks.N.cross</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Heads">[Hq][Tk].</param>
public sealed record PlaceRow(string Site, int Layer, float[][] Heads);
