namespace Heed.Studio.Pages.About;

/// <summary>A model that can be asked for.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="About">What it knows, in a sentence; empty when not told.</param>
public sealed record NamedModel(string Name, string About);
