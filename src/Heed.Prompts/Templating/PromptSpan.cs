namespace Heed.Prompts.Templating;

/// <summary>A named part of a prompt: what stands between <c>{{#span name}}</c> and <c>{{/span}}</c>, or the value of a variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">The first character of it in the rendered text.</param>
/// <param name="Length">Characters.</param>
public sealed record PromptSpan(string Name, int Start, int Length);
