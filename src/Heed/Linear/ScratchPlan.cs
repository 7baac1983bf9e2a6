namespace Heed.Linear;

/// <summary>Lays arrays one behind the other in a piece of memory, each on a 64-byte line. From address 0 it only measures.</summary>
internal unsafe struct ScratchPlan
{
    private readonly float* _start;
    private float* _next;

    /// <summary>Begins at <paramref name="start"/>.</summary>
    public ScratchPlan(float* start) => _start = _next = start;

    /// <summary>Floats taken so far.</summary>
    public readonly long Floats => _next - _start;

    /// <summary>The next <paramref name="floats"/> floats.</summary>
    public float* Take(long floats)
    {
        float* here = _next;
        _next += (floats + 15) / 16 * 16;
        return here;
    }
}
