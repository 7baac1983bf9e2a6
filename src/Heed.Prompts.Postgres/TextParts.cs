namespace Heed.Prompts.Postgres;

/// <summary>Which part a writer's traces go to: its own, so that writers do not wait for each other, and another when it is full.</summary>
internal sealed class TextParts
{
    private const int Size = 128;

    private readonly Lock _gate = new();
    private long _part;
    private int _left;

    /// <summary>The parts of some traces, in their order.</summary>
    public long[] Of(int traces)
    {
        lock (_gate)
            return [.. Enumerable.Range(0, traces).Select(_ => Next())];
    }

    // 0 is that of traces from before there were parts.
    private long Next()
    {
        if (_left-- == 0) (_part, _left) = (Random.Shared.NextInt64(1, long.MaxValue), Size - 1);
        return _part;
    }
}
