namespace Heed.Masks;

/// <summary>The pattern of StreamingLLM (Xiao et al. 2024): the first few keys, which act as attention sinks, and the most
/// recent ones; causal.</summary>
public static class StreamingLlm
{
    /// <summary>The mask.</summary>
    /// <param name="sinks">First keys every query keeps.</param>
    /// <param name="window">Most recent keys, the query's own included.</param>
    /// <param name="offset">Keys before the first query: its aligned position.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count of sinks, or a window below 1.</exception>
    public static And<Causal, Or<FirstKeys, SlidingWindow>> Mask(int sinks, int window, int offset = 0)
    {
        Argument.AtLeast(0, sinks, nameof(sinks));
        Argument.AtLeast(1, window, nameof(window));
        return new(new Causal(offset), new(new FirstKeys(sinks), new SlidingWindow(window - 1, 0, offset)));
    }
}
