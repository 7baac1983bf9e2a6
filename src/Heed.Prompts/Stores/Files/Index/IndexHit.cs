namespace Heed.Prompts.Stores.Files.Index;

/// <summary>A row that a search found.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Part">Which part it is in.</param>
/// <param name="Row">Which row of it.</param>
internal readonly record struct IndexHit(long Started, int Part, int Row);
