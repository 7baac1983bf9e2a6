namespace Heed.Lens.Views;

/// <summary>A line between two words.</summary>
/// <param name="From">The word that looks.</param>
/// <param name="To">The word it looks at.</param>
/// <param name="Value">The number it has its colour and width from.</param>
/// <param name="Title">What a pointer over it is told.</param>
public sealed record Arc(int From, int To, double Value, string Title);
