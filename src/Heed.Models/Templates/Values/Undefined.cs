namespace Heed.Models.Templates.Values;

/// <summary>What a name or member stands for that nothing set: false, empty and printed as nothing; any other use is an error.</summary>
/// <param name="Why">Such as <c>'tools' is undefined</c>.</param>
internal sealed record Undefined(string Why);
