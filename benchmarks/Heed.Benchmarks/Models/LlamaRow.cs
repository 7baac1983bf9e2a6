namespace Heed.Benchmarks;

/// <summary>One thing a Llama does, on all sides.</summary>
/// <param name="What">Prefill or decode, and where.</param>
/// <param name="Tokens">Tokens a call.</param>
/// <param name="Megabytes">Weights, keys and values that a call must read, in 10⁶ bytes; 0 where that does not limit it.</param>
/// <param name="Times">By side: float32, BF16 and Q8_0 of Heed, float32 and Q8_0 of llama.cpp. A side that was not measured is not there.</param>
internal sealed record LlamaRow(string What, int Tokens, IReadOnlyDictionary<string, double> Megabytes, IReadOnlyDictionary<string, Samples> Times)
{
    /// <summary>Tokens a second.</summary>
    public double PerSecond(string side) => Tokens / Times[side].MedianMs * 1000;

    /// <summary>How many times as fast <paramref name="side"/> is as <paramref name="other"/>.</summary>
    public double Ratio(string side, string other) => Times[other].MedianMs / Times[side].MedianMs;

    /// <summary>10⁹ bytes a second that a side reads.</summary>
    public double GbPerS(string side) => Megabytes[side] / Times[side].MedianMs;
}
