using Heed.Cache;
using Heed.Masks;
using Heed.Numerics;
using Heed.Scores;

namespace Heed;

/// <summary>
/// Attention of a few queries straight from a cache (Dao et al. 2023, Flash-Decoding): each part of 256 keys of each key head that a
/// query sees is a work item that leaves a maximum, a sum and Σ p·v for every query that reads it; the parts are then put together in
/// ascending order:
/// <code>
/// M = max(sink, m_p)     l = 2^(sink − M) + Σ_p 2^(m_p − M)·l_p     o = Σ_p 2^(m_p − M)·o_p / l     LSE = (M + log₂ l)·ln 2
/// </code>
/// </summary>
/// <remarks>
/// All query heads of a group, and up to eight positions, take one reading of a key head: its rows come from memory once. What a row may not
/// see is left out of its sums, never multiplied by 0, so what lies there cannot leak.
/// </remarks>
internal unsafe partial struct AttentionDecode<TRows, TMask, TScore> : ILaneKernel
    where TRows : struct, ICacheRows where TMask : struct, IMask where TScore : struct, IScore
{
    /// <summary>Positions taken together; more of them are taken eight by eight, each group with a reading of its own.</summary>
    private const int QueryBlock = 8;

    private DecodeCall _call;
    private TRows _rows;
    private TMask _mask;
    private TScore _score;

    public static void Run(in DecodeCall call, TRows rows, TMask mask, TScore score)
    {
        var kernel = new AttentionDecode<TRows, TMask, TScore>
        {
            _call = call with { Window = Math.Min(call.Window, rows.Window) }, _rows = rows, _mask = mask, _score = score,
        };
        Lanes.Run(ref kernel);
    }

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        for (int first = 0; first < _call.Queries.Length; first += QueryBlock)
            RunBlock<TLane, TVector>(first, Math.Min(QueryBlock, _call.Queries.Length - first));
    }

    private readonly void RunBlock<TLane, TVector>(int first, int count) where TLane : struct, ILane<TVector> where TVector : struct
    {
        int keyHeads = _call.Queries.Batch * _call.KeyHeads;
        var block = new Block
        {
            Call = _call, Rows = _rows, Mask = _mask, Score = _score,
            First = first, Count = count, Group = _call.Queries.Heads / _call.KeyHeads,
        };
        long most = keyHeads + 1;
        for (int b = 0; b < _call.Queries.Batch; b++) most = checked(most + (long)block.Parts(b).Count * _call.KeyHeads);
        _ = checked((int)most); // items are numbered by an int

        int queries = block.Queries;
        block.PartFloats = (long)queries * (_rows.ValueStride + 2) + 15 & ~15L;
        block.ScratchFloats = (long)queries * (_rows.KeyStride + DecodeParts.Keys + Block.WordFloats + 2) + _rows.ScratchFloats + 31 & ~15L;
        block.FirstItem = (int*)BufferPool.Rent(most);
        block.Part = block.FirstItem + keyHeads + 1;
        float* memory = null;
        long total = 0;
        try
        {
            block.ListItems();
            long parts = block.PartFloats * block.Items;
            total = parts + block.ScratchFloats * Workers.Slots;
            memory = BufferPool.Rent(total);
            block.Partial = memory;
            block.Scratch = memory + parts;
            var reading = new PartJob<TLane, TVector> { Block = block };
            var merging = new MergeJob<TLane, TVector> { Block = block };
            Workers.Run(block.Items, ref reading);
            Workers.Run(keyHeads * queries, ref merging);
        }
        finally
        {
            BufferPool.Return(memory, total);
            BufferPool.Return((float*)block.FirstItem, most);
        }
    }
}
