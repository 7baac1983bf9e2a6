namespace Heed;

/// <summary>One checked call of <see cref="CachedAttention"/>.</summary>
/// <param name="Queries">[B, Hq, Tq, D].</param>
/// <param name="Output">[B, Hq, Tq, Dv].</param>
/// <param name="LogSumExp">[B, Hq, Tq] without gaps, a float*; 0 for none.</param>
/// <param name="KeyHeads">Hkv.</param>
/// <param name="Window">Most recent positions a query sees, its own included.</param>
/// <param name="Scale">What q·k is multiplied by.</param>
internal readonly record struct DecodeCall(HeadView Queries, HeadView Output, nint LogSumExp, int KeyHeads, int Window, float Scale);
