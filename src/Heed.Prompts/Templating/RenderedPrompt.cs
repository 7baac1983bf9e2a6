namespace Heed.Prompts.Templating;

/// <summary>A prompt with its variables.</summary>
/// <param name="Text">What the provider sees.</param>
/// <param name="Spans">Its named parts, in the order of their starts; one name may stand for several.</param>
public sealed record RenderedPrompt(string Text, IReadOnlyList<PromptSpan> Spans);
