namespace Heed.Benchmarks;

/// <summary>Figures of <c>training</c>.</summary>
internal sealed record TrainingReport(MachineDescription Machine, double PeakGflopPerS, IReadOnlyList<TrainingRow> Models);

/// <summary>One model: medians of five rounds.</summary>
/// <param name="Model">Name.</param>
/// <param name="Parameters">Without position embeddings, which are no product.</param>
/// <param name="TokensPerS">Tokens that are no filling.</param>
/// <param name="BestTokensPerS">The fastest round.</param>
/// <param name="GflopPerS">Operations done; see <see cref="TrainingOperations"/>.</param>
/// <param name="SimpleGflopPerS">6 × parameters × tokens, the usual rule of thumb.</param>
internal sealed record TrainingRow(string Model, long Parameters, double TokensPerS, double BestTokensPerS, double GflopPerS, double SimpleGflopPerS);
