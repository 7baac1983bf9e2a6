namespace Heed.Lens.WholeMap;

/// <summary>Value-weighted attention of one query in one attention.</summary>
/// <param name="Site">Which: <c>blocks.N.attn</c>, <c>decoder.blocks.N.cross</c>.</param>
/// <param name="Layer">N.</param>
/// <param name="Heads">[Hq][Tk], A_ij‖v_j W_O^h‖.</param>
/// <param name="Together">[Tk], ‖Σ_h A_ij v_j W_O^h‖: heads that undo each other count for nothing.</param>
public sealed record ValueWeightedRow(string Site, int Layer, float[][] Heads, float[] Together);
