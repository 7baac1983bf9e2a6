namespace Heed.Models.Cost;

/// <summary>The measures of a published model.</summary>
/// <param name="Id">Short, for addresses.</param>
/// <param name="Name">As people say it.</param>
/// <param name="Shape">Its measures.</param>
/// <param name="Source">Where they are published.</param>
public sealed record KnownShape(string Id, string Name, CostShape Shape, string Source);
