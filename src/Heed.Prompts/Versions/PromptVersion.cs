using System.Text.Json;

namespace Heed.Prompts.Versions;

/// <summary>A version of a prompt: what it says, how it is asked, and whom. The same content is the same version, always.</summary>
/// <param name="Text">The template.</param>
/// <param name="Parameters">max_tokens, temperature …; an object, or undefined for none.</param>
/// <param name="Model">The model's name; empty for any.</param>
public sealed record PromptVersion(string Text, JsonElement Parameters, string Model);
