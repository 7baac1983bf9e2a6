namespace Heed.Studio.Pages.Position;

/// <summary>A passage to be moved through a prompt.</summary>
/// <param name="Model">Which model answers; the first where left out.</param>
/// <param name="Task">What is generated: <c>needle</c>, <c>keys</c> or <c>passages</c>; <c>keys</c> where both this and <paramref name="File"/> are left out.</param>
/// <param name="File">Instead of a task, the text of a position file, YAML or JSON.</param>
/// <param name="Samples">Of a task: questions over which the means are taken, 1 to 64; 4 where left out.</param>
/// <param name="Seed">Of a task: they follow from it.</param>
/// <param name="Lengths">Tokens of the prompts; those of the file, or a quick choice, where left out.</param>
/// <param name="Depths">Depths in percent; those of the file, or quarters, where left out.</param>
public sealed record PositionRequest(
    string? Model = null, string? Task = null, string? File = null, int? Samples = null, int? Seed = null, int[]? Lengths = null, double[]? Depths = null);
