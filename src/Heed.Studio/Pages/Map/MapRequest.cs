namespace Heed.Studio.Pages.Map;

/// <summary>A text whose maps are to be kept.</summary>
/// <param name="Text">The text; left out for an example.</param>
/// <param name="Model">Which model reads it; the first where left out.</param>
/// <param name="Layer">A single layer; all where left out.</param>
/// <param name="Example">In place of a text: how many tokens of the tiny language, from a fixed seed.</param>
/// <param name="Beyond">Whether the text may be longer than the model's window, for models without a table of positions.</param>
public sealed record MapRequest(string? Text = null, string? Model = null, int? Layer = null, int? Example = null, bool Beyond = false);
