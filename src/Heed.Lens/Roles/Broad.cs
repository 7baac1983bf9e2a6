using System.Numerics.Tensors;
using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>The mean entropy −Σ_j A_ij ln A_ij in nats. Source: Clark et al., "What Does BERT Look At?" (2019): broad above 3.8.</summary>
/// <remarks>The entropy of a query that sees n keys is at most ln n: below 45 tokens no head can be broad.</remarks>
public sealed class Broad : HeadMeasure
{
    /// <inheritdoc/>
    public override string Name => "broad";

    /// <inheritdoc/>
    public override double Threshold => 3.8;

    /// <inheritdoc/>
    public override string About => "Spreads evenly: the mean entropy of its attention, in nats.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Rests;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Text;

    /// <inheritdoc/>
    public override void Tile(HeadCall call, in WeightTile tile)
    {
        Span<float> logarithms = tile.Keys <= 1024 ? stackalloc float[tile.Keys] : new float[tile.Keys];
        double entropy = 0;
        for (int r = 0; r < tile.Rows; r++)
        {
            TensorPrimitives.Max(tile.Row(r), 1e-30f, logarithms); // 0·ln 0 is 0
            TensorPrimitives.Log(logarithms, logarithms);
            entropy -= TensorPrimitives.Dot(tile.Row(r), logarithms);
        }
        Add(call, tile.Head, entropy);
    }

    /// <inheritdoc/>
    public override void End(HeadCall call) => Count(call, call.Queries);
}
