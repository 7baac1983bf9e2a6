namespace Heed;

/// <summary>One checked call of <see cref="CachedAttention"/>.</summary>
/// <param name="Queries">[B, Hq, Tq, D].</param>
/// <param name="Output">[B, Hq, Tq, Dv].</param>
/// <param name="LogSumExp">[B, Hq, Tq] without gaps, a float*; 0 for none.</param>
/// <param name="SinkLogits">[Hq] natural logits, a float*; 0 for none.</param>
/// <param name="KeyHeads">Hkv.</param>
/// <param name="Window">Most recent positions a query sees, its own included.</param>
/// <param name="Positions">The rows and keys that mask and score are asked about: 0 … Positions − 1.</param>
/// <param name="Scale">What q·k is multiplied by.</param>
internal readonly record struct DecodeCall(
    HeadView Queries, HeadView Output, nint LogSumExp, nint SinkLogits, int KeyHeads, int Window, int Positions, float Scale);
