namespace Heed.Models;

/// <summary>The classes of a classification head.</summary>
/// <param name="Names">[labels].</param>
/// <param name="Problem">What the outputs stand for.</param>
public sealed record ClassLabels(ValueList<string> Names, ProblemKind Problem);
