using System.Numerics.Tensors;
using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>
/// The largest α_k = 1/(N−k)·Σ_{i≥k} A_ik over keys k of the first half: how much of everybody's attention one token draws. Where queries see later
/// keys too, the mean
/// over all queries, and k may be any key. Source: Gu et al., "When Attention Sink Emerges in Language Models" (2024): a sink above 0.3 at N = 64.
/// </summary>
/// <remarks>
/// Of a longer causal text the first 64 tokens count, whose weights are those of a text of 64 tokens; α_k falls with N, and 0.3 was set for 64.
/// </remarks>
public sealed class Sink : HeadMeasure
{
    private const int Length = 64;
    private Dictionary<int, (double Sum, int Count)>[] _keys = [];
    private float[][] _received = [];

    /// <inheritdoc/>
    public override string Name => "sink";

    /// <inheritdoc/>
    public override double Threshold => 0.3;

    /// <inheritdoc/>
    public override string About => "Everybody looks at one and the same token, usually the first: a place to rest where there is nothing to do.";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Rests;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Text;

    /// <inheritdoc/>
    public override void Prepare(int places, int heads)
    {
        base.Prepare(places, heads);
        _keys = [.. Enumerable.Range(0, places * heads).Select(_ => new Dictionary<int, (double, int)>())];
    }

    /// <inheritdoc/>
    public override void Begin(HeadCall call) => _received = [.. Enumerable.Range(0, call.Heads).Select(_ => new float[call.Keys])];

    /// <inheritdoc/>
    public override void Tile(HeadCall call, in WeightTile tile)
    {
        Span<float> received = _received[tile.Head].AsSpan(tile.FirstKey, tile.Keys);
        for (int r = 0; r < tile.Rows && tile.FirstRow + r < Rows(call); r++) TensorPrimitives.Add(tile.Row(r), received, received);
    }

    /// <inheritdoc/>
    public override void End(HeadCall call)
    {
        int rows = Rows(call), keys = call.Place.IsCausal ? (Math.Min(rows, call.Keys) + 1) / 2 : call.Keys;
        for (int h = 0; h < call.Heads; h++)
            for (int k = 0; k < keys; k++)
            {
                (double sum, int count) = _keys[Place(call.Index, h)].GetValueOrDefault(k);
                _keys[Place(call.Index, h)][k] = (sum + _received[h][k] / (call.Place.IsCausal ? rows - k : rows), count + 1);
            }
    }

    /// <inheritdoc/>
    public override HeadScore? Score(int place, int head)
    {
        if (_keys[Place(place, head)] is not { Count: > 0 } keys) return null;
        int samples = keys.Values.Max(key => key.Count);
        KeyValuePair<int, (double Sum, int Count)> best = keys.MaxBy(key => key.Value.Sum / samples);
        return new HeadScore(best.Value.Sum / samples) { Where = $"key {best.Key}" };
    }

    private static int Rows(HeadCall call) => call.Place.IsCausal ? Math.Min(Length, call.Queries) : call.Queries;
}
