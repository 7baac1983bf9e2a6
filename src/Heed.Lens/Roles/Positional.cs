namespace Heed.Lens.Roles;

/// <summary>
/// The share of tokens whose strongest key stands at one and the same offset, the best there is. Source: Voita et al., "Analyzing Multi-Head
/// Self-Attention" (2019): positional from 0.9 on.
/// </summary>
/// <remarks>
/// A strongest key must have half of the row, or twice what even attention would give it: in a flat row chance or rounding would choose. Tokens for
/// which the offset points outside the text are left out; an offset that leaves fewer than half of the tokens does not count.
/// </remarks>
public sealed class Positional : StrongestKeyMeasure
{
    private Dictionary<int, int>[] _hits = [];
    private (int Queries, int Keys)[][] _sizes = [];

    /// <inheritdoc/>
    public override string Name => "positional";

    /// <inheritdoc/>
    public override double Threshold => 0.9;

    /// <inheritdoc/>
    public override string About => "The strongest key stands at one fixed distance, whatever the words are.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Place;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Text;

    /// <inheritdoc/>
    public override void Prepare(int places, int heads)
    {
        base.Prepare(places, heads);
        _hits = [.. Enumerable.Range(0, places * heads).Select(_ => new Dictionary<int, int>())];
        _sizes = [.. Enumerable.Repeat(Array.Empty<(int, int)>(), places)];
    }

    /// <inheritdoc/>
    public override void End(HeadCall call)
    {
        _sizes[call.Index] = [.. _sizes[call.Index], (call.Queries, call.Keys)];
        for (int h = 0; h < call.Heads; h++)
        {
            Dictionary<int, int> hits = _hits[Place(call.Index, h)];
            for (int row = 0; row < call.Queries; row++)
                if (Strongest(call, h, row) is var key and >= 0 && Weight(call, h, row) >= Math.Min(0.5, 2.0 / call.Visible(row)))
                    hits[key - row] = hits.GetValueOrDefault(key - row) + 1;
        }
    }

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head)
    {
        int all = _sizes[place].Sum(size => size.Queries);
        (int Offset, double Share)[] shares = [.. _hits[Place(place, head)]
            .Select(hit => (hit.Key, Hits: hit.Value, Possible: _sizes[place].Sum(size => Possible(size.Queries, size.Keys, hit.Key))))
            .Where(hit => 2 * hit.Possible >= all).Select(hit => (hit.Key, (double)hit.Hits / hit.Possible))];
        if (all == 0) return null;
        if (shares.Length == 0) return new HeadScore(0);
        (int offset, double share) = shares.OrderByDescending(s => s.Share).ThenBy(s => Math.Abs(s.Offset)).First();
        return new HeadScore(share) { Where = offset < 0 ? $"−{-offset}" : offset > 0 ? $"+{offset}" : "0" };
    }

    /// <summary>Queries from which an offset leads to a key.</summary>
    private static int Possible(int queries, int keys, int offset) => Math.Max(0, Math.Min(queries, keys - offset) - Math.Max(0, -offset));

    /// <inheritdoc/>
    protected override bool Wants(HeadCall call, int row) => true;
}
