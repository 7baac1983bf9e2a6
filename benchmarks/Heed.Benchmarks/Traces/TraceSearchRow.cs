namespace Heed.Benchmarks;

/// <summary>One search.</summary>
/// <param name="Query">What was looked for.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Time">A page of 20 and the count.</param>
internal sealed record TraceSearchRow(string Query, string Found, Samples Time);
