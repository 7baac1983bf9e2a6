namespace Heed.Benchmarks;

/// <summary>One forward pass that is watched.</summary>
/// <param name="Observer">What watches.</param>
/// <param name="Times">The calls.</param>
/// <param name="OverPlain">The median over that of the pass that nothing watches.</param>
internal sealed record ObserverRow(string Observer, Samples Times, double OverPlain);
