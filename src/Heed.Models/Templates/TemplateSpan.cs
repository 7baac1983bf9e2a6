namespace Heed.Models.Templates;

/// <summary>A named part of a rendered text: what stood between <c>{{#span name}}</c> and <c>{{/span}}</c>, or what <c>{{ name }}</c> put out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Its first character in the text.</param>
/// <param name="Length">Characters (UTF-16 units).</param>
public sealed record TemplateSpan(string Name, int Start, int Length);
