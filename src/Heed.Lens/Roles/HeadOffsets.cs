using Heed.Lens.WholeMap;

namespace Heed.Lens.Roles;

/// <summary>
/// How far from itself each head looks: the mean over queries of Σ A_{i,i+d} at each offset d = −<see cref="Reach"/> … <see cref="Reach"/>, and what lies
/// beyond, on text.
/// It gives no score and no role; what it keeps is read by <see cref="Shares"/>, beside what even attention would give.
/// </summary>
/// <remarks>Unlike <see cref="Heed.Observers.OffsetHistogram"/> it looks ahead as far as back, and over several samples.</remarks>
public sealed class HeadOffsets : IHeadMeasure
{
    /// <summary>The furthest offset that is told apart.</summary>
    public const int Reach = 12;

    /// <summary>2 · Reach + 3: further back, the offsets, further ahead.</summary>
    public const int Bins = 2 * Reach + 3;

    private double[] _sums = [], _even = [];
    private long[] _rows = [];
    private int _heads;

    /// <inheritdoc/>
    public string Name => "offsets";

    /// <inheritdoc/>
    public double Threshold => double.PositiveInfinity;

    /// <inheritdoc/>
    public void Prepare(int places, int heads)
        => (_sums, _even, _rows, _heads) = (new double[places * heads * Bins], new double[places * Bins], new long[places], heads);

    /// <inheritdoc/>
    public bool Uses(HeadSample sample, HeadPlace place) => sample.Kind == HeadSampleKind.Text && !place.IsCross;

    /// <inheritdoc/>
    public void Begin(HeadCall call) { }

    /// <inheritdoc/>
    public void Tile(HeadCall call, in WeightTile tile)
    {
        Span<double> sums = _sums.AsSpan((call.Index * _heads + tile.Head) * Bins, Bins);
        for (int r = 0; r < tile.Rows; r++)
        {
            ReadOnlySpan<float> row = tile.Row(r);
            for (int c = 0; c < row.Length; c++) sums[Bin(tile.FirstKey + c - tile.FirstRow - r)] += row[c];
        }
    }

    /// <inheritdoc/>
    public void End(HeadCall call)
    {
        _rows[call.Index] += call.Queries;
        for (int row = 0; row < call.Queries; row++)
        {
            int visible = call.Visible(row);
            for (int key = 0; key < visible; key++) _even[call.Index * Bins + Bin(key - row)] += 1.0 / visible;
        }
    }

    /// <inheritdoc/>
    public HeadScore? Score(int place, int head) => null;

    /// <summary>[<see cref="Bins"/>]: the mean share further back than −Reach, at each offset, and further ahead; their sum is 1. Null of
    /// cross-attention.</summary>
    public double[]? Shares(int place, int head)
        => _rows[place] == 0 ? null : [.. _sums.AsSpan((place * _heads + head) * Bins, Bins).ToArray().Select(sum => sum / _rows[place])];

    /// <summary>[<see cref="Bins"/>]: the same of attention spread evenly over all that each query sees.</summary>
    public double[]? Even(int place) => _rows[place] == 0 ? null : [.. _even.AsSpan(place * Bins, Bins).ToArray().Select(sum => sum / _rows[place])];

    /// <summary>The offset key − query of a bin; of the first and the last, beyond ±<see cref="Reach"/>, the nearest in it.</summary>
    public static int OffsetOf(int bin) => bin - Reach - 1;

    private static int Bin(int offset) => Math.Clamp(offset, -Reach - 1, Reach + 1) + Reach + 1;
}
