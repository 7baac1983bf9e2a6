namespace Heed.Studio.Pages.Cost;

/// <summary>The measures of a published model.</summary>
/// <param name="Id">Short, for addresses.</param>
/// <param name="Name">As people say it.</param>
/// <param name="Shape">Its measures.</param>
/// <param name="Source">Where they are published.</param>
public sealed record KnownShapeAnswer(string Id, string Name, ShapeAnswer Shape, string Source);
