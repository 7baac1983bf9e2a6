using System.Runtime.InteropServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>
/// One kernel attention call seen as plain linear attention: φ(q), φ(k) and the values with a column of ones, whose sum is the normaliser.
/// Memory from the pool.
/// </summary>
internal readonly unsafe struct FeatureSpace<TMap> : IDisposable where TMap : struct, IFeatureMap
{
    /// <summary>Rows a work item maps.</summary>
    private const int Block = 64;

    private readonly HeadView _queries, _keys, _values; // the caller's
    private readonly TMap _map;
    private readonly float* _memory;
    private readonly long _floats;

    public FeatureSpace(HeadView queries, HeadView keys, HeadView values, TMap map, bool gradients)
    {
        (_queries, _keys, _values, _map) = (queries, keys, values, map);
        _floats = Lay(null, gradients, out _, out _, out _);
        _memory = BufferPool.Rent(_floats);
        Lay(_memory, gradients, out AttentionInputs inputs, out HeadView output, out LinearGradients targets);
        (Inputs, Output, Gradients) = (inputs, output, targets);
        if (gradients) // one behind the other: the gradients are added to
            NativeMemory.Clear((void*)targets.Queries.Data, (nuint)((nint)(_memory + _floats) - targets.Queries.Data));
    }

    /// <summary>φ(q) [B, Hq, Tq, F], φ(k) [B, Hkv, Tk, F], [v, 1] [B, Hkv, Tk, Dv + 1].</summary>
    public AttentionInputs Inputs { get; }

    /// <summary>Sums before the division, or their gradient, [B, Hq, Tq, Dv + 1].</summary>
    public HeadView Output { get; }

    /// <summary>Gradients of <see cref="Inputs"/>.</summary>
    public LinearGradients Gradients { get; }

    /// <summary>The caller's states as a view, [B, Hkv, F, Dv + 1].</summary>
    public HeadView States(float* state) => LinearChecks.States(Inputs, state);

    /// <summary>Fills <see cref="Inputs"/>.</summary>
    public void Map() => Run(new MapRows { Space = this }, _keys);

    /// <summary>Divides the sums.</summary>
    /// <param name="output">Written.</param>
    /// <param name="normaliser">Written, one number a row; null for none.</param>
    /// <param name="rowsAHead">Rows from one head to the next in <paramref name="normaliser"/>.</param>
    public void Normalise(HeadView output, float* normaliser, int rowsAHead)
        => Run(new NormaliseRows { Sums = Output, Target = output, Normaliser = normaliser, RowsAHead = rowsAHead }, _queries);

    /// <summary>The gradient of the division, into <see cref="Output"/>.</summary>
    public void NormaliseBackward(HeadView output, float* normaliser, HeadView gradient)
        => Run(new NormaliseRowsBackward { Sums = Output, Result = output, Normaliser = normaliser, Gradient = gradient }, _queries);

    /// <summary>Takes <see cref="Gradients"/> back to the caller's rows.</summary>
    public void MapBackward(in LinearGradients targets) => Run(new MapRowsBackward { Space = this, Targets = targets }, _keys);

    /// <inheritdoc/>
    public void Dispose() => BufferPool.Return(_memory, _floats);

    private long Lay(float* memory, bool gradients, out AttentionInputs inputs, out HeadView output, out LinearGradients targets)
    {
        var plan = new ScratchPlan(memory);
        int features = _map.Features(_queries.Width);
        HeadView q = Rows(ref plan, _queries, features), k = Rows(ref plan, _keys, features),
            v = Rows(ref plan, _values, _values.Width + 1);
        inputs = new AttentionInputs(q, k, v, 1f);
        output = Rows(ref plan, _queries, _values.Width + 1);
        targets = gradients
            ? new(Rows(ref plan, _queries, features), Rows(ref plan, _keys, features), Rows(ref plan, _values, _values.Width + 1))
            : default;
        return plan.Floats;
    }

    /// <summary>Rows filled up to 16 floats, in the batch, heads and length of <paramref name="like"/>.</summary>
    private static HeadView Rows(ref ScratchPlan plan, HeadView like, int width)
    {
        nint stride = AttentionTiles.RoundUp(width, 16);
        float* data = plan.Take((long)like.Batch * like.Heads * like.Length * stride);
        return new((nint)data, like.Batch, like.Heads, like.Length, width, like.Heads * like.Length * stride, like.Length * stride, stride);
    }

    /// <summary>Runs <paramref name="work"/> on blocks of rows of all query heads, then of all key-value heads.</summary>
    private void Run<TWork>(TWork work, HeadView second) where TWork : struct, IBlockWork
    {
        var kernel = new Kernel<TWork> { Work = work, First = _queries, Second = second };
        Lanes.Run(ref kernel);
    }

    private interface IBlockWork
    {
        void Queries<TLane, TVector>(int batch, int head, int first, int count) where TLane : struct, ILane<TVector> where TVector : struct;

        void Keys<TLane, TVector>(int batch, int head, int first, int count) where TLane : struct, ILane<TVector> where TVector : struct;
    }

    private struct MapRows : IBlockWork
    {
        public FeatureSpace<TMap> Space;

        public readonly void Queries<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            HeadView rows = Space._queries, features = Space.Inputs.Queries;
            Space._map.Queries<TLane, TVector>(
                rows.Row(batch, head, first), rows.RowStride, count, rows.Width, features.Row(batch, head, first), (int)features.RowStride);
        }

        public readonly void Keys<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            HeadView rows = Space._keys, features = Space.Inputs.Keys, values = Space._values, wide = Space.Inputs.Values;
            Space._map.Keys<TLane, TVector>(
                rows.Row(batch, head, first), rows.RowStride, count, rows.Width, features.Row(batch, head, first), (int)features.RowStride);
            PanelPacking.Copy(
                values.Row(batch, head, first), values.RowStride, count, values.Width, wide.Row(batch, head, first), (int)wide.RowStride);
            for (int i = 0; i < count; i++) wide.Row(batch, head, first + i)[values.Width] = 1f;
        }
    }

    private struct MapRowsBackward : IBlockWork
    {
        public FeatureSpace<TMap> Space;
        public LinearGradients Targets;

        public readonly void Queries<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            HeadView rows = Space._queries, features = Space.Inputs.Queries, gradients = Space.Gradients.Queries, target = Targets.Queries;
            Space._map.QueriesBackward<TLane, TVector>(
                rows.Row(batch, head, first), rows.RowStride, count, rows.Width, features.Row(batch, head, first),
                gradients.Row(batch, head, first),
                (int)features.RowStride, target.Row(batch, head, first), target.RowStride);
        }

        public readonly void Keys<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            HeadView rows = Space._keys, features = Space.Inputs.Keys, gradients = Space.Gradients.Keys, target = Targets.Keys;
            Space._map.KeysBackward<TLane, TVector>(
                rows.Row(batch, head, first), rows.RowStride, count, rows.Width, features.Row(batch, head, first),
                gradients.Row(batch, head, first),
                (int)features.RowStride, target.Row(batch, head, first), target.RowStride);
            HeadView values = Space.Gradients.Values;
            LaneRows.AddTo<TLane, TVector>(
                values.Row(batch, head, first), (int)values.RowStride, count, Targets.Values.Width, Targets.Values.Row(batch, head, first),
                Targets.Values.RowStride);
        }
    }

    private struct NormaliseRows : IBlockWork
    {
        public HeadView Sums, Target;
        public float* Normaliser; // may be null
        public int RowsAHead;

        public readonly void Queries<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            for (int i = first; i < first + count; i++)
            {
                float* sums = Sums.Row(batch, head, i);
                float* target = Target.Row(batch, head, i);
                float total = sums[Target.Width];
                for (int d = 0; d < Target.Width; d++) target[d] = total == 0f ? 0f : sums[d] / total;
                if (Normaliser != null) Normaliser[((long)batch * Target.Heads + head) * RowsAHead + i] = total;
            }
        }

        public readonly void Keys<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct { }
    }

    private struct NormaliseRowsBackward : IBlockWork
    {
        public HeadView Sums, Result, Gradient;
        public float* Normaliser;

        public readonly void Queries<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct
        {
            for (int i = first; i < first + count; i++)
            {
                float* sums = Sums.Row(batch, head, i);
                float* result = Result.Row(batch, head, i);
                float* gradient = Gradient.Row(batch, head, i);
                float total = Normaliser[((long)batch * Result.Heads + head) * Result.Length + i];
                float dot = 0f;
                for (int d = 0; d < Result.Width; d++)
                {
                    dot += result[d] * gradient[d];
                    sums[d] = total == 0f ? 0f : gradient[d] / total;
                }
                sums[Result.Width] = total == 0f ? 0f : -dot / total;
            }
        }

        public readonly void Keys<TLane, TVector>(int batch, int head, int first, int count)
            where TLane : struct, ILane<TVector> where TVector : struct { }
    }

    private struct Kernel<TWork> : ILaneKernel where TWork : struct, IBlockWork
    {
        public TWork Work;
        public HeadView First, Second;

        public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            int first = First.Batch * First.Heads * Blocks(First), second = Second.Batch * Second.Heads * Blocks(Second);
            var job = new Job<TWork, TLane, TVector> { Kernel = this, FirstItems = first };
            Workers.Run(first + second, ref job);
        }

        public static int Blocks(HeadView rows) => (rows.Length + Block - 1) / Block;
    }

    private struct Job<TWork, TLane, TVector> : IJob
        where TWork : struct, IBlockWork where TLane : struct, ILane<TVector> where TVector : struct
    {
        public Kernel<TWork> Kernel;
        public int FirstItems;

        public readonly void Run(int item, int worker)
        {
            bool queries = item < FirstItems;
            HeadView rows = queries ? Kernel.First : Kernel.Second;
            (int batchHead, int block) = Math.DivRem(queries ? item : item - FirstItems, Kernel<TWork>.Blocks(rows));
            (int batch, int head) = Math.DivRem(batchHead, rows.Heads);
            int first = block * Block, count = Math.Min(Block, rows.Length - first);
            if (queries) Kernel.Work.Queries<TLane, TVector>(batch, head, first, count);
            else Kernel.Work.Keys<TLane, TVector>(batch, head, first, count);
        }
    }
}
