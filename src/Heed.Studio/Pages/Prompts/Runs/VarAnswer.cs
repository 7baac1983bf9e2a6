namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value: a text as it stands, anything else as JSON.</param>
public sealed record VarAnswer(string Name, string Value);
