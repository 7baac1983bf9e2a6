using Heed.Numerics;

namespace Heed.Linear;

/// <summary>The sum over all keys of one head, and blocks of its queries, at one vector width.</summary>
internal unsafe struct WholeSteps<TLane, TVector> where TLane : struct, ILane<TVector> where TVector : struct
{
    /// <summary>Rows in a block.</summary>
    public const int Length = 64;

    private ChunkSteps<NoDecay, AdditiveWrite, TLane, TVector> _steps;

    public WholeSteps(in AttentionInputs inputs, ref ScratchPlan plan)
    {
        _steps = new(inputs, default, default, ref plan);
        State = plan.Take(_steps.StateFloats);
        Queries = plan.Take((long)Length * _steps.Chunk.KeyStride);
    }

    /// <summary>S, [Dk, ValueStride].</summary>
    public float* State { get; }

    /// <summary>A block of queries, [C, KeyStride].</summary>
    public float* Queries { get; }

    /// <summary>Sizes, and the keys of the last block.</summary>
    public readonly LinearChunk Chunk => _steps.Chunk;

    /// <summary>The values of the last block, [C, ValueStride].</summary>
    public readonly float* Values => _steps.Writes;

    /// <summary>Floats of S.</summary>
    public readonly long StateFloats => _steps.StateFloats;

    /// <summary>S of one head.</summary>
    public void Sum(int batch, int head, HeadView past)
    {
        _steps.LoadState(past, batch, head, State);
        for (int first = 0; first < _steps.Inputs.Keys.Length; first += Length)
        {
            _steps.Enter(batch, head, first, State);
            _steps.Advance(State);
        }
    }

    /// <summary>Loads keys and values from <paramref name="first"/> on; how many.</summary>
    public int LoadKeys(int batch, int head, int first)
    {
        _steps.Enter(batch, head, first, State);
        return _steps.Chunk.Count;
    }

    /// <summary>Loads queries from <paramref name="first"/> on; how many.</summary>
    public readonly int LoadQueries(int batch, int head, int first)
    {
        HeadView q = _steps.Inputs.Queries;
        int count = Math.Min(Length, q.Length - first);
        LaneRows.Load<TLane, TVector>(q.Row(batch, head, first), q.RowStride, count, q.Width, Queries, _steps.Chunk.KeyStride, 1f);
        return count;
    }
}
