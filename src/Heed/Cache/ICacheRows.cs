namespace Heed.Cache;

/// <summary>
/// How the rows of one kind of cache are reached. The decode kernel is compiled for it: a layout costs the arithmetic of its addresses,
/// never a copy of the kernel or of the keys.
/// </summary>
/// <remarks>
/// Rows that are asked for have been appended and are still kept. Members are called from several threads at once, each with scratch
/// of its own; the rows they give are valid until the next call with that scratch.
/// </remarks>
internal unsafe interface ICacheRows
{
    /// <summary>Floats from one key row to the next, a multiple of 16; what lies past D is 0.</summary>
    int KeyStride { get; }

    /// <summary>Floats from one value row to the next, a multiple of 16; what lies past Dv is 0.</summary>
    int ValueStride { get; }

    /// <summary>Positions from 0 on that stay visible whatever the window.</summary>
    int Sinks { get; }

    /// <summary>Most recent positions a query sees, its own included, beside the sinks.</summary>
    int Window { get; }

    /// <summary>Floats of scratch a thread needs.</summary>
    int ScratchFloats { get; }

    /// <summary>Positions appended to a batch row.</summary>
    int Length(int row);

    /// <summary>
    /// Keys from <paramref name="position"/> on, <paramref name="count"/> of them, at least 1 and at most <paramref name="wanted"/>, one
    /// <see cref="KeyStride"/> after the other. If fewer than wanted, <paramref name="next"/> is where the rest goes on, to be
    /// asked for in advance; null where the rows given are not those stored.
    /// </summary>
    float* Keys(int row, int head, int position, int wanted, float* scratch, out int count, out float* next);

    /// <summary>The same for values, one <see cref="ValueStride"/> after the other.</summary>
    float* Values(int row, int head, int position, int wanted, float* scratch, out int count, out float* next);
}
