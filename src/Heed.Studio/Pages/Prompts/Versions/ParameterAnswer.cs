namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A parameter that changed.</summary>
/// <param name="Name">Its name; <c>model</c> for the model.</param>
/// <param name="Old">As JSON; null where the older version has none.</param>
/// <param name="New">As JSON; null where the newer version has none.</param>
public sealed record ParameterAnswer(string Name, string? Old, string? New);
