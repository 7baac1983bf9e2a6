namespace Heed.Studio.Pages.Heads;

/// <summary>Heads to be watched.</summary>
/// <param name="Model">Of which model; the first where left out.</param>
/// <param name="Text">A text in place of the generated one; null for none. Random tokens and sentences with known answers stay.</param>
public sealed record HeadsRequest(string? Model = null, string? Text = null);
