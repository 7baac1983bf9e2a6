using Heed.Masks;

namespace Heed.Observers;

/// <summary>A rectangle of queries and keys of one head: what is visited of a call's weights.</summary>
/// <param name="Batch">Batch index.</param>
/// <param name="Head">Query head.</param>
/// <param name="Rows">The queries.</param>
/// <param name="Keys">The keys.</param>
public readonly record struct WeightRegion(int Batch, int Head, KeyRange Rows, KeyRange Keys)
{
    /// <summary>Rows in a band unless said otherwise: enough that packing a tile of keys is a small part of the work.</summary>
    internal const int UsualBand = 512;

    /// <summary>Rows whose tiles come from one thread: the region is cut into bands of so many, from its first row on.</summary>
    public int BandRows { get; init; } = UsualBand;

    /// <summary>Refuses what lies outside.</summary>
    internal void Check(in AttentionInputs inputs)
    {
        (HeadView q, int keys) = (inputs.Queries, inputs.Keys.Length);
        if ((uint)Batch >= (uint)q.Batch || (uint)Head >= (uint)q.Heads)
            throw new ArgumentException($"region: expected a head within B={q.Batch}, Hq={q.Heads}; got batch row {Batch}, head {Head}.", "region");
        if (Rows.Start < 0 || Rows.End > q.Length || Rows.End < Rows.Start || Keys.Start < 0 || Keys.End > keys || Keys.End < Keys.Start)
            throw new ArgumentException(
                $"region: expected queries within 0 … {q.Length} and keys within 0 … {keys}; "
                + $"got {Rows.Start} … {Rows.End} and {Keys.Start} … {Keys.End}.", "region");
        if (BandRows < 1) throw new ArgumentException($"region: expected bands of at least one row; got {BandRows}.", "region");
    }
}
