using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Sources;

/// <summary>A row of a file of comma-separated values.</summary>
/// <param name="Place">The line it begins in.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record CsvRow(Place Place, IReadOnlyList<string> Cells);
