namespace Heed.Benchmarks;

/// <summary>Figures of <c>training</c>.</summary>
internal sealed record TrainingReport(MachineDescription Machine, double PeakGflopPerS, IReadOnlyList<TrainingRow> Models);

/// <summary>One model: medians of five rounds.</summary>
/// <param name="Model">Name.</param>
/// <param name="Parameters">Without position embeddings, which are no product.</param>
/// <param name="TokensPerS">Tokens that are no filling.</param>
/// <param name="BestTokensPerS">The fastest round.</param>
/// <param name="GflopPerS">Useful operations.</param>
internal sealed record TrainingRow(string Model, long Parameters, double TokensPerS, double BestTokensPerS, double GflopPerS);
