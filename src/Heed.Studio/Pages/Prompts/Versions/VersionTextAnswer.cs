namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>A version of a prompt with its text.</summary>
/// <param name="Version">The version.</param>
/// <param name="Text">Its template.</param>
public sealed record VersionTextAnswer(VersionAnswer Version, string Text);
