using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>
/// On ordinary text: D_ij = 1 where t_{j−1} = t_i, and Σ A⊙D / Σ A. Source: the head detector of TransformerLens. A key right behind its own query is
/// left out: it says nothing.
/// </summary>
/// <remarks>Text seldom repeats itself, and where it does not the score must be small; the share that even attention would get stands beside it.</remarks>
public sealed class InductionOnText : HeadMeasure
{
    private readonly Dictionary<int, List<int>> _after = []; // token → places behind it, ascending

    /// <inheritdoc/>
    public override string Name => "induction on text";

    /// <inheritdoc/>
    public override double Threshold => 0.4;

    /// <inheritdoc/>
    public override string About => "The same on ordinary text: the share of attention on tokens that followed the query's own token before. Small where text does not repeat itself.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Matches;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Text && !place.IsCross;

    /// <inheritdoc/>
    public override void Begin(HeadCall call)
    {
        _after.Clear();
        for (int j = 1; j < call.Keys; j++)
        {
            if (!_after.TryGetValue(call.KeyTokens[j - 1], out List<int>? places)) _after.Add(call.KeyTokens[j - 1], places = []);
            places.Add(j);
        }
    }

    /// <inheritdoc/>
    public override void Tile(HeadCall call, in WeightTile tile)
    {
        for (int r = 0; r < tile.Rows; r++)
        {
            int row = tile.FirstRow + r;
            if (!_after.TryGetValue(call.QueryTokens[row], out List<int>? places)) continue;
            foreach (int j in places)
                if (j != row + 1 && (uint)(j - tile.FirstKey) < (uint)tile.Keys) Add(call, tile.Head, tile.Row(r)[j - tile.FirstKey]);
        }
    }

    /// <inheritdoc/>
    public override void End(HeadCall call)
    {
        double even = 0;
        for (int row = 0; row < call.Queries; row++)
        {
            int visible = call.Visible(row);
            if (_after.TryGetValue(call.QueryTokens[row], out List<int>? places)) even += (double)places.Count(j => j != row + 1 && j < visible) / visible;
        }
        Count(call, call.Queries, even);
    }

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head)
        => base.Score(place, head) is { } score ? score with { Baseline = Baseline(place, head), BaselineIs = "even attention" } : null;
}
