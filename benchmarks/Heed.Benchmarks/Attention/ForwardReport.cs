namespace Heed.Benchmarks;

/// <summary>Every figure of a forward run.</summary>
/// <param name="Benchmark">Which.</param>
/// <param name="Machine">Where.</param>
/// <param name="Peer">Beside what; null for Heed alone.</param>
/// <param name="FmaPeak">The float32 peak of the same run.</param>
/// <param name="Rows">One a shape and mask.</param>
/// <param name="GeometricMeanRatioFull">Of the ratios without a mask.</param>
/// <param name="GeometricMeanRatioCausal">Of the ratios with the causal mask.</param>
internal sealed record ForwardReport(
    string Benchmark, MachineDescription Machine, string? Peer, FmaPeak FmaPeak, IReadOnlyList<ForwardRow> Rows,
    double? GeometricMeanRatioFull, double? GeometricMeanRatioCausal);
