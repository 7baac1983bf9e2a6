using System.Numerics.Tensors;
using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>mean_i Σ_{|i−j|≤w} A_ij with w = 2, beside what attention spread evenly over all that a query sees would give.</summary>
public sealed class LocalMass : HeadMeasure
{
    /// <summary>w.</summary>
    public const int Width = 2;

    /// <inheritdoc/>
    public override string Name => "local";

    /// <inheritdoc/>
    public override double Threshold => 0.8;

    /// <inheritdoc/>
    public override string About => "Stays near: attention within two tokens on either side.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Place;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Text && !place.IsCross;

    /// <inheritdoc/>
    public override void Tile(HeadCall call, in WeightTile tile)
    {
        for (int r = 0; r < tile.Rows; r++)
        {
            int at = tile.FirstRow + r - tile.FirstKey, from = Math.Clamp(at - Width, 0, tile.Keys), to = Math.Clamp(at + Width + 1, 0, tile.Keys);
            if (from < to) Add(call, tile.Head, TensorPrimitives.Sum(tile.Row(r)[from..to]));
        }
    }

    /// <inheritdoc/>
    public override void End(HeadCall call)
    {
        double even = 0;
        for (int row = 0; row < call.Queries; row++)
        {
            int visible = call.Visible(row);
            even += (double)(Math.Min(visible, row + Width + 1) - Math.Max(0, row - Width)) / visible;
        }
        Count(call, call.Queries, even);
    }

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head)
        => base.Score(place, head) is { } score ? score with { Where = $"±{Width}", Baseline = Baseline(place, head), BaselineIs = "even attention" } : null;

    /// <inheritdoc/>
    public override bool IsRole(HeadScore score) => score.Value >= Threshold && score.Value > score.Baseline + 0.1;
}
