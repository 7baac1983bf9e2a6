namespace Heed.Lens.Views;

/// <summary>Where a word stands in a picture.</summary>
/// <param name="Text">The word, cut where it is wider than a line.</param>
/// <param name="X">Left of its box.</param>
/// <param name="Y">Top of its box.</param>
/// <param name="Width">Width of its box.</param>
/// <param name="Height">Height of its box.</param>
/// <param name="TextX">Where its text begins.</param>
/// <param name="BaseLine">Base line of its text.</param>
/// <param name="Line">Its line.</param>
internal readonly record struct WordBox(string Text, double X, double Y, double Width, double Height, double TextX, double BaseLine, int Line);
